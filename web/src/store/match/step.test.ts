// SPDX-License-Identifier: Apache-2.0
// The rows of tests/meeting.md that are about a state, each as the machine goes through it.
import { describe, expect, test } from 'vitest';
import type { Frame } from '../../net/frames.ts';
import type { Created, Found, Kind, MatchRefusal, Over, Told, Waiting } from '../../net/match_api.ts';
import { REFUSAL } from '../testing/fake_me.ts';
import { dueAt, type Effect, type MatchEvent, type MatchState, START, type Wish } from './state.ts';
import { step } from './step.ts';

const NOW = 1_800_000_000_000;
const UNTIL = NOW + 600_000;
const ROOM = 'match-1';
const NUMBER: Wish = { kind: 'number', number: '7421' };
const HEART: Wish = { kind: 'heart', number: '' };
const CONFIRM_BY = NOW + 20_000;

// One tab, from event to event.
class Tab {
  effects: readonly Effect[] = [];

  constructor(public state: MatchState = START) {}

  on(event: MatchEvent, now = NOW): this {
    const next = step(this.state, event, now);
    this.state = next.state;
    this.effects = next.effects;
    return this;
  }

  get phase() {
    return this.state.phase;
  }

  get does(): string[] {
    return this.effects.map((effect) => effect.do);
  }

  created(wish: Wish, answer: Created | MatchRefusal): this {
    return this.on({ on: 'created', wish, answer, replaced: false });
  }

  status(kind: Kind, is: Waiting | Found | Over, now = NOW, turn = this.state.turn): this {
    return this.on({ on: 'status', kind, turn, answer: told(is) }, now);
  }

  news(frame: Frame, now = NOW): this {
    return this.on({ on: 'news', frame }, now);
  }
}

function told<What>(is: What): Told<What> {
  return { ok: true, is, crowd: null, serverTime: null };
}

function refused(code: string, more: Partial<MatchRefusal> = {}): MatchRefusal {
  return { ...REFUSAL, code, status: 400, kind: null, expiresAt: 0, found: null, ...more };
}

const waiting = (number: string): Waiting => ({ what: 'waiting', number, expiresAt: UNTIL });
const foundRoom = (confirmBy = CONFIRM_BY): Found => {
  return { what: 'found', number: '', room: ROOM, partner: 'bob', confirmBy };
};

function waitingTab(wish: Wish = NUMBER): Tab {
  return new Tab().on({ on: 'wish', wish }).created(wish, told(waiting(wish.number)));
}

const matchFound = (useq: number, kind: Kind = 'number'): Frame => {
  return { type: 'match_found', kind, room_id: ROOM, partner: 'bob', url: '', confirm_by: CONFIRM_BY, useq };
};

const withdrawn = (useq: number, reason: string, back: boolean, kind: Kind = 'number'): Frame => {
  const expires_at = back ? new Date(UNTIL + 20_000).toISOString() : null;
  return { type: 'match_withdrawn', kind, reason, back_in_pool: back, expires_at, useq };
};

describe.each([
  ['number', NUMBER],
  ['heart', HEART],
] as const)('in %s match', (kind, wish) => {
  test('N02 N03 H03 H04 a wish is joining and then waiting, and other tabs are told', () => {
    const tab = new Tab().on({ on: 'wish', wish });
    expect(tab.state.busy).toBe('joining');
    expect(tab.effects).toEqual([{ do: 'create', wish, instead: null }]);
    // A second press changes nothing.
    expect(tab.on({ on: 'wish', wish }).effects).toEqual([]);
    tab.created(wish, told(waiting(wish.number)));
    expect(tab.phase).toEqual({ ...wish, at: 'waiting', expiresAt: UNTIL, again: false });
    expect(tab.state.busy).toBe('');
    expect(tab.effects).toEqual([{ do: 'tell', did: 'changed', room: '' }]);
  });

  test('N04 H05 who is found at once, or told of it later, goes to the room', () => {
    const once = new Tab().on({ on: 'wish', wish }).created(wish, told(foundRoom()));
    expect(once.phase).toMatchObject({ at: 'found', room: ROOM, confirmBy: CONFIRM_BY, asks: false });
    expect(once.does).toEqual(['tell', 'meet']);
    const later = waitingTab(wish).news(matchFound(1, kind));
    expect(later.phase).toMatchObject({ at: 'found', number: wish.number, asks: false });
    expect(later.does).toEqual(['meet']);
    later.on({ on: 'enter' });
    expect(later.phase).toMatchObject({ at: 'entered', here: true });
    expect(later.effects).toEqual([
      { do: 'tell', did: 'entered', room: ROOM },
      { do: 'enter', room: ROOM },
    ]);
  });

  test('N04 H05 news that overtake the answer are not undone by it', () => {
    const tab = new Tab().on({ on: 'wish', wish }).news(matchFound(1, kind));
    tab.created(wish, told(waiting(wish.number)));
    expect(tab.phase.at).toBe('found');
    // What was asked before it was found is older.
    tab.status(kind, waiting(wish.number), NOW, tab.state.turn - 1);
    expect(tab.phase.at).toBe('found');
    expect(tab.does).toEqual(['look']);
  });

  test('N09 H10 cancelling says so at once', () => {
    const tab = waitingTab(wish).on({ on: 'cancel' });
    expect(tab.state.busy).toBe('cancelling');
    expect(tab.effects).toEqual([{ do: 'cancel', kind }]);
    tab.on({ on: 'cancelled', kind, answer: { ok: true } });
    expect(tab.phase).toEqual({ at: 'idle' });
    expect(tab.does).toEqual(['say', 'tell']);
  });

  test.each([true, false])(
    'N16 H11 a cancel that lost the race asks, whichever comes first: news=%s',
    (news) => {
      const tab = waitingTab(wish).on({ on: 'cancel' });
      const answer = refused('already_matched', { found: foundRoom() });
      // While the cancel is on its way nobody is taken anywhere.
      if (news) expect(tab.news(matchFound(1, kind)).does).toEqual([]);
      tab.on({ on: 'cancelled', kind, answer });
      if (!news) tab.news(matchFound(1, kind));
      expect(tab.phase).toMatchObject({ at: 'found', asks: true, room: ROOM });
      expect(tab.does).not.toContain('meet');
      // No: the place is given up. Yes: to the room.
      expect(new Tab(tab.state).on({ on: 'cancel' }).effects).toEqual([{ do: 'cancel', kind }]);
      expect(tab.on({ on: 'enter' }).does).toContain('enter');
    },
  );

  test('N08 H09 nobody came in time', () => {
    const tab = waitingTab(wish).news({ type: 'ticket_expired', kind, useq: 1 });
    expect(tab.phase).toEqual({ ...wish, at: 'over', why: 'expired' });
    expect(tab.on({ on: 'wish', wish }).does).toEqual(['create']);
    // Without the news, the moment itself makes it look.
    const deaf = waitingTab(wish);
    expect(dueAt(deaf.phase)).toBeGreaterThan(UNTIL);
    expect(deaf.on({ on: 'due' }, UNTIL + 1_500).does).toEqual(['look']);
    deaf.status(kind, { what: 'expired' }, UNTIL + 1_600);
    expect(deaf.phase).toMatchObject({ at: 'over', why: 'expired' });
  });

  test('N12 H14 a line that is away is shown, and when it is back the server is asked', () => {
    const tab = waitingTab(wish).on({ on: 'line', live: false });
    expect(tab.state.live).toBe(false);
    expect(tab.phase.at).toBe('waiting');
    expect(tab.on({ on: 'line', live: true }).does).toEqual(['look']);
    expect(tab.status(kind, waiting(wish.number)).phase.at).toBe('waiting');
  });

  test('N13 H15 who was away for too long is told, by the news or by what the status means', () => {
    const dropped: Frame = { type: 'ticket_dropped', kind, reason: 'absent', useq: 1 };
    expect(waitingTab(wish).news(dropped).phase).toMatchObject({ at: 'over', why: 'absent' });
    const asked = waitingTab(wish).status(kind, { what: 'expired' }, NOW + 90_000);
    expect(asked.phase).toMatchObject({ at: 'over', why: 'absent' });
    const removed: Frame = { ...dropped, reason: 'removed' };
    expect(waitingTab(wish).news(removed).phase).toMatchObject({ at: 'over', why: 'removed' });
  });

  test('N11 H16 who is paused reads until when, and may try again then', () => {
    const answer = refused('match_paused', { status: 429, retryMs: 60_000 });
    const tab = new Tab().on({ on: 'wish', wish }).created(wish, answer);
    expect(tab.phase).toMatchObject({ at: 'refused', code: 'match_paused', until: NOW + 60_000 });
    expect(dueAt(tab.phase)).toBe(NOW + 60_000);
    expect(tab.on({ on: 'due' }, NOW + 60_000).phase).toEqual({ at: 'idle' });
  });

  test('N19 H08 the other one does not come: the old place again, and out of the room', () => {
    const tab = waitingTab(wish).news(matchFound(1, kind)).on({ on: 'enter' });
    tab.news(withdrawn(2, 'partner_gone', true, kind), NOW + 20_000);
    expect(tab.phase).toEqual({ ...wish, at: 'waiting', expiresAt: UNTIL + 20_000, again: true });
    expect(tab.effects).toContainEqual({ do: 'return', kind, room: ROOM });
    // It stays said, however often the server is asked.
    tab.status(kind, { ...waiting(wish.number), expiresAt: UNTIL + 20_000 });
    expect(tab.phase).toMatchObject({ at: 'waiting', again: true });
  });

  test('N19 H07 who does not come himself has given it up', () => {
    const tab = waitingTab(wish)
      .news(matchFound(1, kind))
      .news(withdrawn(2, 'no_show', false, kind));
    expect(tab.phase).toMatchObject({ at: 'over', why: 'no_show' });
    const asked = waitingTab(wish).news(matchFound(1, kind));
    expect(asked.on({ on: 'due' }, CONFIRM_BY + 1_500).does).toEqual(['look']);
    asked.status(kind, { what: 'expired' }, CONFIRM_BY + 1_600);
    expect(asked.phase).toMatchObject({ at: 'over', why: 'no_show' });
  });

  test('N14 H19 another tab began, and another tab went to the room', () => {
    const tab = new Tab().on({ on: 'tab_changed' });
    expect(tab.does).toEqual(['look']);
    tab.status(kind, waiting(wish.number));
    expect(tab.phase).toMatchObject({ at: 'waiting', kind });
    tab.news(matchFound(1, kind)).on({ on: 'tab_entered', room: ROOM });
    expect(tab.phase).toMatchObject({ at: 'entered', here: false });
    expect(tab.on({ on: 'enter' }).does).toEqual(['tell', 'enter']);
  });

  test('N07 H12 an open room is known, can be visited and ended', () => {
    const tab = new Tab().status(kind, foundRoom(0));
    expect(tab.state.open[kind]).toBe(ROOM);
    expect(tab.phase).toEqual({ at: 'idle' });
    expect(tab.on({ on: 'visit', room: ROOM }).effects).toEqual([{ do: 'enter', room: ROOM }]);
    tab.on({ on: 'end', kind, room: ROOM, next: wish });
    expect(tab.effects).toEqual([{ do: 'end', kind, room: ROOM, next: wish }]);
    tab.on({ on: 'ended_room', kind, ok: true, code: '', next: wish });
    expect(tab.state.open[kind]).toBe('');
    expect(tab.does).toEqual(['tell', 'create']);
  });

  test('a reload while somebody is found goes on to the room', () => {
    const tab = new Tab().status(kind, foundRoom());
    expect(tab.phase.at).toBe('found');
    expect(tab.does).toEqual(['meet']);
    // Asked again, it is not begun anew.
    expect(tab.status(kind, foundRoom()).does).toEqual([]);
  });

  test('what another device of this person did is taken as it is', () => {
    expect(waitingTab(wish).status(kind, { what: 'cancelled' }).phase).toEqual({ at: 'idle' });
    const went = waitingTab(wish).status(kind, foundRoom(0));
    expect(went.state).toMatchObject({ phase: { at: 'idle' }, open: { [kind]: ROOM } });
    const left = waitingTab(wish)
      .news(matchFound(1, kind))
      .news(withdrawn(2, 'cancelled', false, kind));
    expect(left.phase).toEqual({ at: 'idle' });
  });

  test('once both are in the room there is nothing more to watch', () => {
    const tab = waitingTab(wish).news(matchFound(1, kind)).on({ on: 'enter' });
    tab.status(kind, foundRoom(0));
    expect(tab.phase).toEqual({ at: 'idle' });
    expect(tab.state.open[kind]).toBe(ROOM);
  });
});

test('N05 another number is asked about once the old one is known, and changed in one go', () => {
  const wish = { kind: 'number', number: '2222' } as const;
  const busy = refused('already_waiting', { kind: 'number', expiresAt: UNTIL });
  const tab = new Tab().on({ on: 'wish', wish }).created(wish, busy);
  expect(tab.state).toMatchObject({ question: true, wish, phase: { at: 'waiting', number: '' } });
  expect(tab.does).toEqual(['look']);
  tab.status('number', waiting('1111'));
  expect(tab.phase).toMatchObject({ number: '1111' });
  const stayed = new Tab(tab.state).on({ on: 'stay' });
  expect(stayed.state).toMatchObject({ question: false, wish: null, phase: { number: '1111' } });
  tab.on({ on: 'switch' });
  expect(tab.effects).toEqual([{ do: 'create', wish, instead: 'number' }]);
  tab.on({ on: 'created', wish, answer: told(waiting('2222')), replaced: true });
  expect(tab.phase).toMatchObject({ at: 'waiting', number: '2222' });
});

test('N05 when the old wait is gone and the new one refused, nobody waits', () => {
  const wish = { kind: 'number', number: '2222' } as const;
  const busy = refused('already_waiting', { kind: 'number', expiresAt: UNTIL });
  const tab = new Tab().on({ on: 'wish', wish }).created(wish, busy).on({ on: 'switch' });
  tab.on({ on: 'created', wish, answer: refused('too_many_numbers', { retryMs: 5_000 }), replaced: true });
  expect(tab.phase).toMatchObject({ at: 'refused', code: 'too_many_numbers', until: NOW + 5_000 });
});

test('N06 whoever waits in heart link keeps waiting until he says otherwise', () => {
  const busy = refused('already_waiting', { kind: 'heart', expiresAt: UNTIL });
  const tab = waitingTab(HEART).on({ on: 'wish', wish: NUMBER }).created(NUMBER, busy);
  expect(tab.state).toMatchObject({ question: true, wish: NUMBER, phase: { at: 'waiting', kind: 'heart' } });
  expect(tab.on({ on: 'switch' }).effects).toEqual([{ do: 'create', wish: NUMBER, instead: 'heart' }]);
});

test('N06 somebody who is found while he is asked is found', () => {
  const busy = refused('already_waiting', { kind: 'heart', expiresAt: UNTIL });
  const tab = waitingTab(HEART).on({ on: 'wish', wish: NUMBER }).created(NUMBER, busy);
  tab.news(matchFound(1, 'heart'));
  expect(tab.state).toMatchObject({ question: false, wish: null, phase: { at: 'found', kind: 'heart' } });
});

test('N10 too many numbers leave an older wait as it is, and say why', () => {
  const answer = refused('too_many_numbers', { status: 429, retryMs: 30_000 });
  const fresh = new Tab().on({ on: 'wish', wish: NUMBER }).created(NUMBER, answer);
  expect(fresh.phase).toMatchObject({ at: 'refused', until: NOW + 30_000 });
  const waits = waitingTab(HEART).on({ on: 'wish', wish: NUMBER }).created(NUMBER, answer);
  expect(waits.phase).toMatchObject({ at: 'waiting', kind: 'heart' });
  expect(waits.effects).toEqual([{ do: 'say', what: 'refused', code: 'too_many_numbers' }]);
});

test('H02 how many wait comes with every status, also with one that is too old', () => {
  const answer: Told<Over> = { ok: true, is: { what: 'not_found' }, crowd: 3, serverTime: NOW };
  const tab = new Tab({ ...START, turn: 5 }).on({ on: 'status', kind: 'heart', turn: 4, answer });
  expect(tab.state.crowd).toBe(3);
});

test('H12 whoever still has a heart room is not put into the queue', () => {
  const open: Created = told({ ...foundRoom(0), what: 'open' as const });
  const tab = new Tab().on({ on: 'wish', wish: HEART }).created(HEART, open);
  expect(tab.state).toMatchObject({ phase: { at: 'idle' }, open: { heart: ROOM } });
});

test('H13 a refusal without an end waits for no moment', () => {
  const tab = new Tab().on({ on: 'wish', wish: HEART }).created(HEART, refused('no_tries_left'));
  expect(tab.phase).toMatchObject({ at: 'refused', code: 'no_tries_left', until: 0 });
  expect(dueAt(tab.phase)).toBe(0);
});

test('news come once, however often they are told, and those of nobody here are not taken', () => {
  const tab = waitingTab()
    .news(matchFound(3))
    .news(withdrawn(4, 'partner_gone', true));
  expect(tab.news(matchFound(3)).phase).toMatchObject({ at: 'waiting', again: true });
  const idle = new Tab().news({ type: 'ticket_expired', kind: 'number', useq: 9 });
  expect(idle.phase).toEqual({ at: 'idle' });
  // Told after it was over.
  expect(waitingTab().news(matchFound(1), CONFIRM_BY + 1).phase.at).toBe('waiting');
});

test('where news are missing, the server is asked', () => {
  expect(waitingTab().news({ type: 'resumed', to: 9, gap: true }).does).toEqual(['look']);
  expect(waitingTab().news({ type: 'resumed', to: 9 }).does).toEqual([]);
});

test('without an answer, what is known stays', () => {
  const tab = waitingTab();
  tab.on({ on: 'status', kind: 'number', turn: tab.state.turn, answer: REFUSAL });
  expect(tab.phase.at).toBe('waiting');
  tab.on({ on: 'cancel' }).on({ on: 'cancelled', kind: 'number', answer: refused('offline', { status: 0 }) });
  expect(tab.state).toMatchObject({ busy: '', phase: { at: 'waiting' } });
  expect(tab.effects).toEqual([{ do: 'say', what: 'refused', code: 'offline' }]);
});
