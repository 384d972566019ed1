// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { EMPTY, LATE_MS, type SenderEffect, type SenderEvent, type SenderState, step } from './sender.ts';

const NOW = 1_000_000;

// Walks the events at one moment; the effects are those of the last.
function walk(from: SenderState, ...events: SenderEvent[]) {
  let last = { state: from, effects: [] as readonly SenderEffect[] };
  for (const event of events) last = step(last.state, event, NOW);
  return last;
}

const live: SenderEvent = { on: 'live' };
const queue = (...ids: string[]): SenderEvent => ({ on: 'queue', ids });
const stored = (id: string): SenderEvent => ({ on: 'stored', id });
const refused = (id: string, code: string, retryMs = 0): SenderEvent => ({
  on: 'refused',
  id,
  code,
  retryMs,
});
const sent = (id: string): SenderEffect[] => [
  { do: 'send', id },
  { do: 'wake', ms: LATE_MS },
];
const AB = walk(EMPTY, live, queue('a', 'b')).state;

test('nothing leaves before the line is up, then the oldest', () => {
  expect(walk(EMPTY, queue('a', 'b')).effects).toEqual([]);
  expect(walk(EMPTY, queue('a', 'b'), live).effects).toEqual(sent('a'));
  expect(walk(EMPTY, live, queue('a', 'b')).effects).toEqual(sent('a'));
});

test('the second leaves when the first is stored, and not before', () => {
  expect(walk(AB, queue('a', 'b', 'c')).effects).toEqual([]);
  expect(walk(AB, stored('a')).effects).toEqual(sent('b'));
  expect(walk(AB, stored('a'), queue('b')).effects).toEqual([]);
});

test('when all is stored nothing is left', () => {
  expect(walk(AB, stored('a'), stored('b'))).toEqual({
    state: { ...EMPTY, live: true },
    effects: [],
  });
});

test('a new line sends the unanswered one again, before the others', () => {
  const down = walk(AB, { on: 'down' });
  expect(down.state).toMatchObject({ live: false, flying: '', queue: ['a', 'b'] });
  expect(down.effects).toEqual([]);
  expect(walk(down.state, live).effects).toEqual(sent('a'));
});

test('what the log brought while the line was down is not sent again', () => {
  expect(walk(AB, { on: 'down' }, stored('a'), live).effects).toEqual(sent('b'));
});

test('a refusal for good fails the one and lets the next go', () => {
  const { state, effects } = walk(AB, refused('a', 'muted', 5_000));
  expect(effects).toEqual([{ do: 'fail', id: 'a', code: 'muted' }, ...sent('b')]);
  expect(state.queue).toEqual(['b']);
});

test.each(['rate_limited', 'busy', 'storage_full', 'unavailable'])(
  '%s waits, and nothing overtakes',
  (code) => {
    const { state, effects } = walk(AB, refused('a', code, 4_000));
    expect(effects).toEqual([{ do: 'wake', ms: 4_000 }]);
    expect(state).toMatchObject({ flying: '', waitsFor: code, retryAt: NOW + 4_000 });
    expect(walk(state, queue('a', 'b', 'c')).effects).toEqual([]);
    expect(walk(state, { on: 'due' }).effects).toEqual(sent('a'));
  },
);

test('the wait is a second at least and grows while the answer stays the same', () => {
  let state = AB;
  const waits = [];
  for (let round = 0; round < 7; round += 1) {
    const { state: waiting, effects } = walk(state, refused('a', 'busy', 100));
    waits.push(effects[0]);
    state = walk(waiting, { on: 'due' }).state;
  }
  expect(waits.map((effect) => effect?.do === 'wake' && effect.ms)).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  const after = walk(state, stored('a'), refused('b', 'busy')).effects;
  expect(after).toEqual([{ do: 'wake', ms: 1_000 }]);
});

test('a timer that comes too late or too early does no harm', () => {
  const late: SenderEvent = { on: 'due' };
  expect(walk(AB, stored('a'), stored('b'), late).effects).toEqual([]);
  expect(walk(AB, { on: 'down' }, late).effects).toEqual([]);
});

test('a new line does not wait out the refusal of the old one', () => {
  expect(walk(AB, refused('a', 'busy'), { on: 'down' }, live).effects).toEqual(sent('a'));
});

test('without an answer for half a minute it is shown as failed, and still nothing passes it', () => {
  const { state, effects } = walk(AB, { on: 'due' });
  expect(effects).toEqual([{ do: 'fail', id: 'a', code: 'timed_out' }]);
  expect(walk(state, queue('a', 'b', 'c')).effects).toEqual([]);
  expect(walk(state, { on: 'down' }, live).effects).toEqual(sent('a'));
});

test('the late one may still be answered', () => {
  const late = walk(AB, { on: 'due' }).state;
  expect(walk(late, stored('a')).effects).toEqual(sent('b'));
  expect(walk(late, refused('a', 'muted')).effects).toContainEqual({ do: 'fail', id: 'a', code: 'muted' });
});

test('a person may send the late one again at once, but not twice', () => {
  const late = walk(AB, { on: 'due' }).state;
  const again = walk(late, { on: 'again', id: 'a' });
  expect(again.effects).toEqual(sent('a'));
  expect(walk(again.state, { on: 'again', id: 'a' }).effects).toEqual([]);
  expect(walk(late, { on: 'again', id: 'b' }).effects).toEqual([]);
});

test('what was discarded, or settled by another tab, holds nobody up', () => {
  expect(walk(AB, queue('b')).effects).toEqual(sent('b'));
  expect(walk(AB, { on: 'due' }, queue('b')).effects).toEqual(sent('b'));
  const waiting = walk(AB, refused('a', 'busy'), queue());
  expect(waiting.state.retryAt).toBe(0);
  expect(walk(waiting.state, queue('c')).effects).toEqual(sent('c'));
});

test('an answer to what is not on its way moves nothing', () => {
  expect(walk(AB, refused('b', 'muted'))).toEqual({ state: AB, effects: [] });
  expect(walk(AB, stored('x')).effects).toEqual([]);
  expect(walk(EMPTY, { on: 'due' }).effects).toEqual([]);
});
