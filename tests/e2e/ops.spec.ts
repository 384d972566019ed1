// SPDX-License-Identifier: Apache-2.0
// What whoever runs the site sees and does at /tools/ops/, against the server itself (docs/operators.md). The
// numbers are the rows of tests/meeting.md.
import type { Page } from '@playwright/test';
import type { Account } from './house/account.ts';
import { expect, type House, refusedWith, test } from './house/test.ts';
import type { Visitor } from './house/visitor.ts';
import { newName } from './people.ts';

const OPS = '/tools/ops/';
const API = '/tools/api/ops';

test('O01 whoever is not staff gets no page and no data', async ({ house }) => {
  const visitor = await house.newVisitor();
  visitor.tolerate(refusedWith(403));
  await visitor.page.goto(`${OPS}?section=reports`);
  await expect(visitor.page.getByText('只有站点的工作人员能看这一页。')).toBeVisible();
  await expect(visitor.page.getByRole('navigation')).toHaveCount(0);
  for (const path of ['overview', 'queue', 'reports', 'handshakes', 'audit']) {
    const answer = await visitor.context.request.get(`${API}/${path}/`);
    expect(answer.status(), path).toBe(403);
    expect(await answer.json(), path).toMatchObject({ success: false, code: 'not_allowed' });
  }

  const stranger = await house.stranger();
  expect((await stranger.context.request.get(`${API}/overview/`)).status()).toBe(401);
  stranger.tolerate(refusedWith(401));
  await stranger.page.goto(OPS);
  await expect(stranger.page).toHaveURL(/\/users\/login\//);
});

test('O02 the tiles follow the server every five seconds, and rest while nobody looks', async ({ house }) => {
  const { page } = await staff(house);
  await page.goto(OPS);
  const online = page.locator('dl > div').filter({ hasText: '在线' });
  await expect(online.locator('svg path').last()).toHaveAttribute('d', /^M/);
  await expect(page.locator('dl > div')).toHaveCount(10);
  const asked = Date.now();
  await page.waitForResponse(/\/ops\/overview\//);
  await page.waitForResponse(/\/ops\/overview\//);
  expect(Date.now() - asked).toBeGreaterThan(4_500);
  await expect(page.getByText(/^版本 .* 已运行 .* 启动$/)).toBeVisible();
  await expect(online.locator('svg path').last()).toHaveAttribute('d', /L/);
});

test('O03 who waits is listed with since when, and is removed with a reason', async ({ house }) => {
  const [{ page }, waiting] = [await staff(house), await house.newcomer()];
  await waiting.post('/tools/api/number-match/', { number: '4711' });
  await page.goto(`${OPS}?section=queue`);
  const row = page.getByRole('row').filter({ hasText: waiting.name });
  await expect(row).toContainText('数字匹配');
  await expect(row).toContainText(/\d:\d\d/);
  await expect(page.locator('main')).not.toContainText('4711');

  await row.getByRole('button', { name: /^移出队列/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '移出队列' }).click();
  await expect(sheet).toContainText('写一句理由');
  await sheet.getByRole('textbox', { name: '理由' }).fill('测试');
  await sheet.getByRole('button', { name: '移出队列' }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByText(`已不在队列里：${waiting.name}`)).toBeVisible();
  const status = await waiting.get('/tools/api/number-match/status/');
  expect(status.status).not.toBe('pending');
  await page.getByRole('link', { name: '审计日志' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'queue.remove' }).first()).toContainText('测试');
});

test('O04 O08 evidence is in an opened report only, and opening it is audited', async ({ house }) => {
  const { page, name } = await staff(house);
  const [anna, ben] = await two(house);
  const secret = `${newName()} 转账给我`;
  const id = await reported(anna, ben, secret);

  // Nothing of it is readable before.
  for (const path of ['overview', 'queue', 'reports/?all=1', 'handshakes', 'audit'])
    expect(await raw(page, `${API}/${path.includes('?') ? path : `${path}/`}`), path).not.toContain(secret);
  await page.goto(`${OPS}?section=reports&report=${id}`);
  await expect(page.getByRole('button', { name: '打开（记入审计日志）' })).toBeVisible();
  await expect(page.locator('main')).not.toContainText(secret);

  await page.getByRole('button', { name: '打开（记入审计日志）' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: secret })).toContainText(ben.name);
  await page.reload();
  await expect(page).toHaveURL(new RegExp(`report=${id}$`));
  await expect(page.getByRole('listitem').filter({ hasText: secret })).toBeVisible();

  await page.getByRole('link', { name: '审计日志' }).click();
  const acts = page.getByRole('row').filter({ hasText: 'report.open' }).filter({ hasText: name });
  await expect(acts).toHaveCount(2);
});

test('O05 each decision takes a reason, and holds', async ({ house }) => {
  const { page } = await staff(house);
  for (const [button, typed] of [
    ['忽略', false],
    ['警告', false],
    ['禁言 24 小时', false],
    ['停用账号', true],
  ] as const) {
    const [anna, ben] = await two(house);
    const id = await reported(anna, ben, '加我微信');
    await page.goto(`${OPS}?section=reports`);
    await page.getByRole('button', { name: new RegExp(`#${id}$`) }).click();
    await page.getByRole('button', { name: button }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox', { name: '理由' }).fill(`因为${button}`);
    if (typed) {
      await sheet.getByRole('button', { name: button }).click();
      await expect(sheet).toContainText('和用户名不一样');
      await sheet.getByRole('textbox', { name: `输入 ${ben.name} 以确认` }).fill(ben.name);
    }
    await sheet.getByRole('button', { name: button }).click();
    await expect(page.getByText(`${button} · ${ben.name}`)).toBeVisible();
    await expect(page.getByRole('button', { name: '忽略' })).toHaveCount(0);

    const other = await house.newcomer();
    const said = ben.direct(other).then((room) => ben.say(room, '还能说话吗'));
    if (button === '禁言 24 小时') await expect(said).rejects.toThrow(/muted/);
    else if (button !== '停用账号') await said;
    else await expect(said).rejects.toThrow();
    await page.getByRole('link', { name: '审计日志' }).click();
    await expect(page.getByRole('row').filter({ hasText: `因为${button}` })).toHaveCount(1);
  }
});

test('O05 a mute is taken back with a reason', async ({ house }) => {
  const { page } = await staff(house);
  const [anna, ben] = await two(house);
  const id = await reported(anna, ben, '转账');
  await page.goto(`${OPS}?section=reports`);
  await page.getByRole('button', { name: new RegExp(`#${id}$`) }).click();
  await act(page, '禁言 24 小时', '太过分');
  await act(page, '解除禁言', '弄错了');
  await expect(page.getByRole('button', { name: '解除禁言' })).toHaveCount(0);
  await ben.say(await ben.direct(await house.newcomer()), '又能说话了');
});

test('O06 the newest refused connection is there with its id', async ({ house }) => {
  const [{ page }, visitor] = [await staff(house), await house.newVisitor()];
  visitor.tolerate(refusedWith(403, 404));
  await visitor.page.goto('/tools/chat/');
  await visitor.page.evaluate(
    () =>
      new Promise((closed) => {
        const url = new URL('/ws/chat/no-such-room-here/', location.href);
        url.protocol = 'ws:';
        new WebSocket(url).onclose = closed;
      }),
  );
  await page.goto(`${OPS}?section=handshakes`);
  const row = page.getByRole('row').filter({ hasText: visitor.name });
  await expect(row.first()).toContainText('no-such-room-here');
  const { handshakes } = JSON.parse(await raw(page, `${API}/handshakes/`)) as {
    handshakes: { id: string }[];
  };
  await expect(row.first()).toContainText(handshakes[0]?.id ?? 'an id');
});

test('O07 the command line is audited too', async ({ house }) => {
  const { page } = await staff(house);
  const someone = await house.newcomer();
  await house.server.operator(['user', 'disable', someone.name]);
  await page.goto(`${OPS}?section=audit`);
  await expect(page.getByRole('row').filter({ hasText: someone.name }).first()).toContainText('operator');
});

test('O08 nothing of a private room is readable outside a report', async ({ house }) => {
  const { page } = await staff(house);
  const [anna, ben] = await two(house);
  const secret = newName();
  const room = await anna.direct(ben);
  await anna.say(room, secret);
  for (const path of ['overview/', 'queue/', 'reports/?all=1', 'handshakes/', 'audit/'])
    expect(await raw(page, `${API}/${path}`), path).not.toContain(secret);
  const answer = await page.request.get(`/tools/api/chat/${room}/messages/`);
  expect(answer.status(), 'staff is no member').toBe(403);
});

async function staff(house: House): Promise<Visitor> {
  return house.enter(await house.server.newAccount(newName(), '--staff'));
}

async function two(house: House): Promise<[Account, Account]> {
  const [anna, ben] = await house.newcomers(2);
  if (anna === undefined || ben === undefined) throw new Error('nobody came');
  return [anna, ben];
}

// The id of a report of the first about the second, who said that.
async function reported(anna: Account, ben: Account, said: string): Promise<string> {
  const room = await anna.direct(ben);
  await ben.say(room, said);
  const answer = await anna.post('/tools/api/reports/', { room_id: room, reason: 'fraud' });
  return String(answer.report_id);
}

async function act(page: Page, button: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: '理由' }).fill(reason);
  await sheet.getByRole('button', { name: button }).click();
  await expect(page.getByText(new RegExp(`^${button} · `))).toBeVisible();
}

async function raw(page: Page, path: string): Promise<string> {
  return (await page.request.get(path)).text();
}
