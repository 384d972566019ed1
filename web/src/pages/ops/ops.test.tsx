// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import type { Overview, Report, ReportRow } from '../../net/ops_api.ts';
import { REFUSAL } from '../../store/testing/fake_me.ts';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import Ops from '../Ops.tsx';

const api = vi.hoisted(() => ({
  decideReport: vi.fn(),
  openReport: vi.fn(),
  pardon: vi.fn(),
  readActs: vi.fn(),
  readHandshakes: vi.fn(),
  readOverview: vi.fn(),
  readQueue: vi.fn(),
  readReports: vi.fn(),
  removeTicket: vi.fn(),
}));
vi.mock('../../net/ops_api.ts', async (original) => ({
  ...(await original<typeof import('../../net/ops_api.ts')>()),
  ...api,
}));

const router = await vi.hoisted(async () => {
  const { signal } = await import('@preact/signals');
  return { place: signal({ params: {}, query: {} as Record<string, string> }), route: vi.fn() };
});
vi.mock('../../ui/router.tsx', () => router);
const leave = vi.hoisted(() => ({ leaveToLogin: vi.fn() }));
vi.mock('../leave.ts', () => leave);

const OVERVIEW: Overview = {
  ok: true,
  at: 1_000_000,
  version: '1.2.3',
  startedAt: '2026-01-01T00:00:00Z',
  figures: {
    online: 1234,
    connections: 5,
    active_rooms: 6,
    messages_per_minute: 7,
    errors_per_minute: 0,
    p50: null,
    p99: null,
    memory_bytes: 64 * 2 ** 20,
    number: 1,
    heart: 2,
    open_reports: 3,
    uptime_seconds: 7500,
  },
};
const ROW: ReportRow = {
  id: '7',
  at: '2026-01-02T03:04:05Z',
  reason: 'fraud',
  reporter: 'ann',
  subject: 'bob',
  room: 'heart-1',
  isOpen: true,
  resolvedAt: '',
  outcome: '',
  by: '',
};
const REPORT: Report = {
  ...ROW,
  note: 'he wants money',
  subjectDisabled: false,
  mutedUntil: '',
  evidence: [
    { id: '1', at: ROW.at, sender: 'bob', text: 'first', recalled: false },
    { id: '2', at: ROW.at, sender: 'ann', text: 'second', recalled: false },
    { id: '3', at: ROW.at, sender: 'bob', text: 'third', recalled: true },
  ],
};

let stage: Stage;
const words = () => stage.root.textContent ?? '';
const input = (name: string) => stage.root.querySelector<HTMLInputElement>(`input[name=${name}]`);
const dialog = () => stage.root.querySelector('dialog');

async function look(query: Record<string, string> = {}) {
  router.place.value = { params: {}, query };
  await stage.show(<Ops />);
}

async function pass(ms: number) {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

// What is written into the open sheet, and its button.
async function decide(fields: Record<string, string>) {
  for (const [name, value] of Object.entries(fields)) {
    const box = input(name);
    if (box !== null) box.value = value;
  }
  await stage.submit();
}

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('page', 'errors', 'ops');
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  for (const call of [...Object.values(api), router.route, leave.leaveToLogin]) call.mockReset();
  sessionStorage.clear();
  api.readOverview.mockResolvedValue(OVERVIEW);
  api.readReports.mockResolvedValue({ ok: true, rows: [ROW], next: '' });
  api.openReport.mockResolvedValue({ ok: true, report: REPORT });
  stage = newStage();
});

afterEach(async () => {
  await act(() => stage.clear());
  vi.useRealTimers();
});

test('O01 whoever is no staff sees no part of the page, and nothing else is asked for', async () => {
  api.readOverview.mockResolvedValue({ ...REFUSAL, status: 403, code: 'not_allowed' });
  await look({ section: 'reports' });
  expect(words()).toContain('Only staff of this site');
  expect(stage.root.querySelector('nav')).toBeNull();
  expect(api.readReports).not.toHaveBeenCalled();
});

test('O01 whoever is signed out goes to the sign-in page', async () => {
  api.readOverview.mockResolvedValue({ ...REFUSAL, status: 401, code: 'login_required' });
  await look();
  expect(leave.leaveToLogin).toHaveBeenCalledTimes(1);
});

test('O02 tiles show the newest figures, with a curve of what was seen', async () => {
  await look();
  expect(words()).toContain('Online1,234');
  expect(words()).toContain('Memory64 MB');
  expect(words()).toContain('Delivery p50 / p99 (ms)–');
  expect(words()).toContain('Version 1.2.3 · up 2 hours');
  const next = {
    ...OVERVIEW,
    at: OVERVIEW.at + 5000,
    figures: { ...OVERVIEW.figures, online: 1300, p50: 1.25, p99: 9 },
  };
  api.readOverview.mockResolvedValue(next);
  await pass(5000);
  expect(words()).toContain('Online1,300');
  expect(words()).toContain('1.3 / 9');
  const curve = stage.root.querySelector('svg path + path')?.getAttribute('d') ?? '';
  expect(curve.match(/[ML]/g)).toHaveLength(2);
  await pass(100 * 5000);
  expect(stage.root.querySelectorAll('dt')).toHaveLength(10);
});

test('O02 figures that could not be read anew say from when they are', async () => {
  await look();
  api.readOverview.mockResolvedValue({ ...REFUSAL, code: 'offline', status: 0 });
  await pass(5000);
  expect(stage.root.querySelector('[role=alert]')?.textContent).toMatch(
    /reach the server.*This is from \d\d:\d\d/,
  );
  expect(words()).toContain('Online1,234');
});

test('O03 who waits is listed, and removing him takes a reason', async () => {
  const since = new Date(1_000_000 - 65_000).toISOString();
  const expiresAt = new Date(1_000_000 + 535_000).toISOString();
  const ticket = { id: 't1', kind: 'heart', user: 'ann', state: 'waiting', since, expiresAt, live: true };
  api.readQueue.mockResolvedValue({ ok: true, at: 1_000_000, tickets: [ticket], more: false });
  api.removeTicket.mockResolvedValue({ ok: true, status: 200, body: {} });
  await look({ section: 'queue' });
  expect([...stage.root.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual([
    'ann',
    'Heart link',
    'Waiting Online',
    '1:05',
    '8:55',
    'Remove ann',
  ]);
  await stage.press('Remove ann');
  await stage.submit();
  expect(words()).toContain('Write a reason');
  expect(api.removeTicket).not.toHaveBeenCalled();
  api.readQueue.mockResolvedValue({ ok: true, at: 1_005_000, tickets: [], more: false });
  await decide({ reason: ' spam ' });
  expect(api.removeTicket).toHaveBeenCalledWith('t1', 'spam');
  expect(dialog()).toBeNull();
  expect(words()).toContain('Nobody is waiting');
  expect(words()).toContain('Not in the queue any more: ann');
  expect(document.activeElement?.id).toBe('ops-part');
});

test('O03 whoever was gone already is not in the queue either', async () => {
  const ticket = {
    id: 't1',
    kind: 'number',
    user: 'ann',
    state: 'offered',
    since: '',
    expiresAt: '',
    live: false,
  };
  api.readQueue.mockResolvedValue({ ok: true, at: 0, tickets: [ticket], more: false });
  api.removeTicket.mockResolvedValue({ ...REFUSAL, status: 404, code: 'ticket_not_found' });
  await look({ section: 'queue' });
  await stage.press('Remove ann');
  await decide({ reason: 'spam' });
  expect(words()).toContain('Not in the queue any more: ann');
});

test('O04 a link to a report does not open it; the button does, and says that it is written down', async () => {
  await look({ section: 'reports', report: '7' });
  expect(api.openReport).not.toHaveBeenCalled();
  expect(words()).not.toContain('first');
  await stage.press('Open (audited)');
  expect(api.openReport).toHaveBeenCalledWith('7');
  const said = [...stage.root.querySelectorAll('ol li')].map((one) => one.textContent);
  expect(said.map((one) => /(first|second|third)$/.exec(one ?? '')?.[0])).toEqual([
    'first',
    'second',
    'third',
  ]);
  expect(said[0]).toContain('bobAbout');
  expect(said[2]).toContain('Recalled');
  expect(words()).toContain('he wants money');
});

test('O04 the button in the list opens the report, and a reload opens it again', async () => {
  await look({ section: 'reports' });
  expect(api.readReports).toHaveBeenCalledWith(false, '');
  await stage.press('Open (audited) #7');
  expect(router.route).toHaveBeenCalledWith('/tools/ops/?section=reports&report=7');
  await look({ section: 'reports', report: '7' });
  expect(api.openReport).toHaveBeenCalledTimes(1);
  await look({ section: 'reports', report: '8' });
  expect(api.openReport).toHaveBeenCalledTimes(1);
});

test('O05 a decision takes a reason and ends the report', async () => {
  sessionStorage.setItem('heartlink.ops_report', '7');
  vi.setSystemTime(Date.parse('2026-01-02T04:00:00Z'));
  const resolved = { ...ROW, isOpen: false, outcome: 'mute', by: 'eve', resolvedAt: '2026-01-02T04:00:00Z' };
  api.decideReport.mockResolvedValue({ ok: true, report: resolved });
  await look({ section: 'reports', report: '7' });
  await stage.press('Mute for 24 hours');
  expect(dialog()?.textContent).toContain('Mute for 24 hours · bob');
  expect(input('typed')).toBeNull();
  await decide({ reason: 'asked for money' });
  expect(api.decideReport).toHaveBeenCalledWith('7', 'mute', 'asked for money');
  expect(words()).toContain('Mute for 24 hours · bob');
  expect(words()).toContain('Muted until');
  expect(words()).not.toContain('Disable the account');
  expect(document.activeElement?.id).toBe('ops-part');

  api.pardon.mockResolvedValue({ ok: true, status: 200, body: {} });
  await stage.press('Unmute');
  await decide({ reason: 'a mistake' });
  expect(api.pardon).toHaveBeenCalledWith('bob', 'unmute', 'a mistake');
  expect(words()).not.toContain('Muted until');
});

test('O05 disabling an account asks for its name', async () => {
  sessionStorage.setItem('heartlink.ops_report', '7');
  api.decideReport.mockResolvedValue({ ok: true, report: { ...ROW, isOpen: false, outcome: 'disable' } });
  await look({ section: 'reports', report: '7' });
  await stage.press('Disable the account');
  await decide({ reason: 'fraud', typed: 'bo' });
  expect(words()).toContain('That is not the username');
  expect(api.decideReport).not.toHaveBeenCalled();
  await decide({ reason: 'fraud', typed: 'bob' });
  expect(api.decideReport).toHaveBeenCalledWith('7', 'disable', 'fraud');
  expect(words()).toContain('Account disabled');
  expect(words()).toContain('Enable the account');
});

test('O05 a report that somebody else decided says so', async () => {
  sessionStorage.setItem('heartlink.ops_report', '7');
  api.decideReport.mockResolvedValue({ ...REFUSAL, status: 409, code: 'already_resolved' });
  await look({ section: 'reports', report: '7' });
  await stage.press('Ignore');
  await decide({ reason: 'x'.repeat(501) });
  expect(api.decideReport).not.toHaveBeenCalled();
  await decide({ reason: 'nothing in it' });
  expect(dialog()?.textContent).toContain('Decided already');
});

test('O06 a refused connection is found by the id that its visitor was shown', async () => {
  const row = {
    id: 'h-4kq7',
    at: ROW.at,
    stage: 'origin',
    code: 'origin_refused',
    status: '403',
    user: 'ann',
  };
  api.readHandshakes.mockResolvedValue({ ok: true, rows: [row], next: 'h-4kq7' });
  await look({ section: 'handshakes' });
  expect(words()).toContain('h-4kq7');
  expect(words()).toContain('origin_refused');
  api.readHandshakes.mockResolvedValue({ ok: true, rows: [{ ...row, id: 'h-older' }], next: '' });
  await stage.press('Show older ones');
  expect(api.readHandshakes).toHaveBeenLastCalledWith('h-4kq7');
  expect(words()).toContain('h-older');
  expect(words()).not.toContain('Show older ones');
});

test('O07 every act stands there with who did it and why', async () => {
  const row = { id: '3', at: ROW.at, by: 'eve', act: 'report.decide', subject: 'bob', reason: 'fraud' };
  api.readActs.mockResolvedValue({ ok: true, rows: [row], next: '' });
  await look({ section: 'audit' });
  const cells = [...stage.root.querySelectorAll('td')].map((cell) => cell.textContent);
  expect(cells.slice(1)).toEqual(['eve', 'report.decide', 'bob', 'fraud']);
});

test('the address says which part is shown, and an unknown one shows the first', async () => {
  await look({ section: 'nonsense' });
  expect(stage.root.querySelector('[aria-current=page]')?.textContent).toBe('Overview');
  api.readReports.mockResolvedValue({ ok: true, rows: [], next: '' });
  await act(() => {
    router.place.value = { params: {}, query: { section: 'reports', all: '1' } };
  });
  await pass(0);
  expect(api.readReports).toHaveBeenCalledWith(true, '');
  expect(words()).toContain('Nothing here yet');
  expect(document.activeElement?.id).toBe('ops-part');
});
