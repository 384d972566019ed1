// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clientId as clientIdAt } from '../../net/client_id.ts';
import { NOON } from './testing/entries.ts';
import { FakeVisit, pass } from './testing/visit.ts';

vi.mock('../cache.ts', () => import('./testing/modules.ts'));
vi.mock('../tabs.ts', () => import('./testing/modules.ts'));
vi.mock('../session_end.ts', () => import('./testing/modules.ts'));

let visit: FakeVisit;

beforeEach(() => {
  visit = new FakeVisit();
});

afterEach(() => visit.end());

const said = () => visit.server.messages().map(({ content }) => content);
const refuseOnce = (code: string, retry_ms = 0) => {
  visit.server.refuse = () => {
    visit.server.refuse = () => null;
    return { type: 'error', code, retry_ms };
  };
};

test('a message is shown at once, stored first, then sent, and keeps its key when it is in the log', async () => {
  visit.device.delay = 100;
  const room = await visit.open();
  const stored = room.sendMessage('  hello\n', { replyTo: 3 });
  const key = visit.pending[0]?.key ?? '';
  expect(visit.pending).toMatchObject([{ state: 'sending', item: { content: 'hello' } }]);
  await pass(99);
  expect(visit.sent('message')).toEqual([]);
  await pass(1);
  await stored;
  expect(visit.sent('message')).toEqual([
    { type: 'message', message_type: 'text', content: 'hello', client_id: key, reply_to: 3 },
  ]);
  await pass(200);
  expect(visit.pending).toEqual([]);
  expect(visit.row(key)).toMatchObject({ row: 'message', state: 'sent', entry: { own: true, id: 1 } });
  expect(visit.device.items).toEqual([]);
});

test('blank text is not sent', async () => {
  const room = await visit.open();
  await room.sendMessage(' \n\t ');
  expect(visit.pending).toEqual([]);
});

test('an emoji goes as one', async () => {
  const room = await visit.open();
  void room.sendMessage('🎉', { type: 'emoji' });
  await pass(100);
  expect(visit.sent('message')).toMatchObject([{ message_type: 'emoji' }]);
});

test('one is on its way at a time, in the order in which they were written', async () => {
  const room = await visit.open();
  for (const words of ['one', 'two', 'three']) void room.sendMessage(words);
  await pass(10);
  expect(visit.sent('message')).toHaveLength(1);
  await pass(200);
  expect(said()).toEqual(['one', 'two', 'three']);
});

test('nothing passes what is not stored yet', async () => {
  const room = await visit.open();
  visit.device.delay = 500;
  void room.sendMessage('one');
  visit.device.delay = 1;
  await pass(10);
  void room.sendMessage('two');
  await pass(300);
  expect(visit.sent('message')).toEqual([]);
  await pass(400);
  expect(said()).toEqual(['one', 'two']);
});

test('offline it waits as queued and goes by itself when the line is back', async () => {
  const room = await visit.open();
  visit.server.kill();
  await pass(100);
  void room.sendMessage('hello');
  await pass(100);
  expect(visit.pending).toMatchObject([{ state: 'queued', code: '' }]);
  visit.server.start();
  await pass(5_000);
  expect(said()).toEqual(['hello']);
  expect(visit.pending).toEqual([]);
});

test('an acknowledged message has its place before the echo, and the echo changes nothing', async () => {
  visit.bobSays(2);
  const room = await visit.open();
  visit.server.loses = (frame) => frame.type === 'chat_message';
  void room.sendMessage('hello');
  await pass(100);
  expect(visit.ids).toEqual([1, 2, 3]);
  expect(visit.device.items).toEqual([]);
  visit.server.loses = () => false;
  visit.bobSays(1);
  await pass(100);
  expect(visit.ids).toEqual([1, 2, 3, 4]);
});

test('what was sent from another tab is shown once and is settled by that tab', async () => {
  const other = visit.device.open('other');
  await visit.open();
  const rest = { room: 'room-1', content: 'theirs', type: 'text', replyTo: null, at: Date.now() } as const;
  void other.add({ clientId: 'c-other', ...rest });
  await pass(20);
  expect(visit.pending).toMatchObject([{ key: 'c-other', state: 'sending' }]);
  expect(visit.sent('message')).toEqual([]);
  visit.server.hear(visit.line, {
    type: 'message',
    client_id: 'c-other',
    content: 'theirs',
    message_type: 'text',
  });
  await pass(50);
  expect(visit.row('c-other')).toMatchObject({ row: 'message' });
  expect(visit.pending).toEqual([]);
  expect(visit.device.items).toHaveLength(1);
  other.settle('c-other');
  await pass(50);
  expect(visit.device.items).toEqual([]);
});

test('what a dead tab left is sent by this one', async () => {
  const other = visit.device.open('other');
  const rest = {
    room: 'room-1',
    content: 'left behind',
    type: 'text',
    replyTo: null,
    at: Date.now(),
  } as const;
  void other.add({ clientId: 'c-other', ...rest });
  await pass(20);
  visit.device.kill('other');
  await visit.open();
  await pass(200);
  expect(said()).toEqual(['left behind']);
  expect(visit.device.items).toEqual([]);
});

test('what the log has already is not sent again by the tab that inherits it', async () => {
  const other = visit.device.open('other');
  const rest = { room: 'room-1', content: 'in', type: 'text', replyTo: null, at: Date.now() } as const;
  void other.add({ clientId: 'c-other', ...rest });
  visit.server.commit('alice', 'c-other', { content: 'in', message_type: 'text', reply_to: null });
  await visit.open();
  expect(visit.device.items).toHaveLength(1);
  visit.device.kill('other');
  await visit.outbox.adopt();
  await pass(100);
  expect(visit.sent('message')).toEqual([]);
  expect(visit.device.items).toEqual([]);
});

test('what is written stands behind all that waits, though the clock was set back', async () => {
  visit.server.isUp = false;
  const room = await visit.open();
  void room.sendMessage('one');
  vi.setSystemTime(Date.now() - 3_600_000);
  void room.sendMessage('two');
  const rest = { room: 'room-1', content: 'from the future', type: 'text', replyTo: null, at: 0 } as const;
  const clientId = clientIdAt(NOON + 86_400_000, new Uint8Array(16));
  void visit.outbox.add({ clientId, ...rest });
  void room.sendMessage('three');
  expect(visit.pending.map(({ item }) => item.content)).toEqual(['one', 'two', 'from the future', 'three']);
});

test('who leaves the room with words on their way: they still go out, then the line closes', async () => {
  const room = await visit.open();
  for (const words of ['one', 'two']) void room.sendMessage(words);
  room.dispose();
  await pass(300);
  expect(said()).toEqual(['one', 'two']);
  expect(visit.server.lines).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('what failed holds nobody back', async () => {
  const room = await visit.open();
  refuseOnce('muted');
  void room.sendMessage('one');
  await pass(100);
  room.dispose();
  await pass(0);
  expect(visit.server.lines).toEqual([]);
});

test('who leaves and comes back while words are on their way sends them once', async () => {
  visit.server.delay = () => 100;
  const room = await visit.open(1_000);
  for (const words of ['one', 'two', 'three']) void room.sendMessage(words);
  room.dispose();
  await visit.open(3_000);
  expect(said()).toEqual(['one', 'two', 'three']);
  expect(visit.ids).toEqual([1, 2, 3]);
});
