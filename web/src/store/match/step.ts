// SPDX-License-Identifier: Apache-2.0
// The life of a wait as a pure function: (state, event, the server's time) → next state and the effects to carry
// out. match.ts carries them out; nothing here touches a browser, a clock or the network, so every row of
// tests/meeting.md that is about a state has a test beside this file.
//
//   idle ──wish──▶ waiting ──match_found──▶ found ──enter──▶ entered ──▶ idle, with an open room
//    ▲                │  ▲                   │                 │
//    └──── over ◀─────┴──└── partner_gone ───┴─────────────────┘
import type { Found, Kind, MatchRefusal } from '../../net/match_api.ts';
import { hear } from './news.ts';
import {
  type Effect,
  liveWait,
  type MatchEvent,
  type MatchState,
  type Phase,
  type Step,
  type Wish,
} from './state.ts';
import { takeStatus } from './status.ts';
import { changed, IDLE, stay, waitingPhase } from './steps.ts';

export function step(state: MatchState, event: MatchEvent, now: number): Step {
  const next = decide(state, event, now);
  const moved = next.state.phase !== state.phase || next.state.busy !== state.busy;
  if (!moved || event.on === 'status') return next;
  // Whatever was asked before this is older than what came of it.
  return { ...next, state: { ...next.state, turn: state.turn + 1 } };
}

function decide(state: MatchState, event: MatchEvent, now: number): Step {
  switch (event.on) {
    case 'wish':
    case 'switch':
    case 'stay':
    case 'cancel':
    case 'enter':
    case 'dismiss':
    case 'end':
    case 'visit':
      return act(state, event);
    case 'created':
      return created(state, event, now);
    case 'cancelled':
      return cancelled(state, event.kind, event.answer);
    case 'ended_room':
      return endedRoom(state, event);
    case 'status':
      return takeStatus(state, event, now);
    case 'news':
      return hear(state, event.frame, now);
    case 'line':
      return line(state, event.live);
    case 'clock':
      return stay(changed(state, { clockOffMs: event.offMs }));
    case 'tab_changed':
      return stay(state, { do: 'look' });
    case 'tab_entered':
      return enteredElsewhere(state, event.room);
    case 'due':
      return due(state, now);
  }
}

// --- what the person does ---

type Act = Extract<
  MatchEvent,
  { on: 'wish' | 'switch' | 'stay' | 'cancel' | 'enter' | 'dismiss' | 'end' | 'visit' }
>;

function act(state: MatchState, event: Act): Step {
  const { phase, busy, wish } = state;
  const free = busy === '';
  switch (event.on) {
    case 'wish':
      if (!free || phase.at === 'found') return stay(state);
      return begin(state, event.wish, null);
    case 'switch':
      if (!free || wish === null || phase.at !== 'waiting') return stay(state);
      return begin(state, wish, phase.kind);
    case 'stay':
      return stay(changed(state, { wish: null, question: false }));
    case 'cancel':
      if (!free || (phase.at !== 'waiting' && phase.at !== 'found')) return stay(state);
      return stay(changed(state, { busy: 'cancelling' }), { do: 'cancel', kind: phase.kind });
    case 'enter':
      return enter(state);
    case 'dismiss':
      return liveWait(phase) === null ? stay(changed(state, { phase: IDLE })) : stay(state);
    case 'end':
      if (!free) return stay(state);
      return stay(changed(state, { busy: 'ending' }), {
        do: 'end',
        kind: event.kind,
        room: event.room,
        next: event.next,
      });
    case 'visit':
      return stay(state, { do: 'enter', room: event.room });
  }
}

function begin(state: MatchState, wish: Wish, instead: Kind | null): Step {
  const phase = state.phase.at === 'waiting' ? state.phase : IDLE;
  return stay(changed(state, { phase, busy: 'joining', wish, question: false }), {
    do: 'create',
    wish,
    instead,
  });
}

function enter(state: MatchState): Step {
  const { phase } = state;
  // A tab that stayed behind may be the one to show the room after all.
  if (phase.at !== 'found' && phase.at !== 'entered') return stay(state);
  const { kind, number, room, confirmBy } = phase;
  const entered: Phase = { at: 'entered', kind, number, room, confirmBy, here: true };
  return stay(
    changed(state, { phase: entered, busy: '' }),
    { do: 'tell', did: 'entered', room },
    { do: 'enter', room },
  );
}

// --- what the server answers to it ---

function created(before: MatchState, event: Extract<MatchEvent, { on: 'created' }>, now: number): Step {
  const { wish, answer, replaced } = event;
  // The wait that it was begun instead of is gone, whatever came of the new one.
  const state = replaced && before.phase.at === 'waiting' ? changed(before, { phase: IDLE }) : before;
  const done = changed(state, { busy: '', wish: null, question: false });
  if (!answer.ok) return notCreated(state, wish, answer, now);
  const { is } = answer;
  const tell: Effect = { do: 'tell', did: 'changed', room: '' };
  switch (is.what) {
    case 'waiting':
      // News of a match may have overtaken the answer.
      if (state.phase.at === 'found' || state.phase.at === 'entered') return stay(done, tell);
      return stay(changed(done, { phase: waitingPhase(wish, is.expiresAt) }), tell);
    case 'found':
      return meet(done, wish, is, false, tell);
    case 'open':
      return stay(changed(done, { phase: IDLE, open: { ...state.open, [wish.kind]: is.room } }), tell);
  }
}

function notCreated(state: MatchState, wish: Wish, answer: MatchRefusal, now: number): Step {
  const idle = changed(state, { busy: '', wish: null, question: false });
  if (answer.code === 'already_waiting' && answer.kind !== null) {
    const { kind, expiresAt } = answer;
    // With which number, the status tells. Heart link has nothing to choose: one simply waits already.
    const question = !(kind === 'heart' && wish.kind === 'heart');
    const known = state.phase.at === 'waiting' && state.phase.kind === kind;
    const phase = known ? state.phase : waitingPhase({ kind, number: '' }, expiresAt);
    return stay(changed(idle, { phase, wish: question ? wish : null, question }), { do: 'look' });
  }
  if (answer.code === 'already_matched' || answer.code === 'ticket_moved') return stay(idle, { do: 'look' });
  // What there was before stays, and the reason is said beside it.
  if (liveWait(state.phase) !== null) return stay(idle, { do: 'say', what: 'refused', code: answer.code });
  const until = answer.retryMs > 0 ? now + answer.retryMs : 0;
  return stay(changed(idle, { phase: { ...wish, at: 'refused', code: answer.code, until } }));
}

function cancelled(state: MatchState, kind: Kind, answer: { ok: true } | MatchRefusal): Step {
  const done = changed(state, { busy: '', wish: null, question: false });
  const wait = liveWait(state.phase);
  const wish = { kind, number: wait?.number ?? '' };
  if (answer.ok) {
    return stay(
      changed(done, { phase: IDLE }),
      { do: 'say', what: 'cancelled', code: '' },
      { do: 'tell', did: 'changed', room: '' },
    );
  }
  if (answer.code === 'already_matched' && answer.found !== null) return meet(done, wish, answer.found, true);
  if (answer.code === 'ticket_not_found') return stay(done, { do: 'look' });
  return stay(done, { do: 'say', what: 'refused', code: answer.code });
}

// Somebody was found, which an answer told before the news did.
function meet(state: MatchState, wish: Wish, found: Found, asks: boolean, ...more: Effect[]): Step {
  const { room, partner, confirmBy } = found;
  const before = state.phase;
  if ((before.at === 'entered' || before.at === 'found') && before.room === room && !asks) {
    return stay(state, ...more);
  }
  const phase: Phase = { ...wish, at: 'found', room, partner, confirmBy, asks };
  return asks
    ? stay(changed(state, { phase }), ...more)
    : stay(changed(state, { phase }), ...more, { do: 'meet' });
}

function endedRoom(state: MatchState, event: Extract<MatchEvent, { on: 'ended_room' }>): Step {
  const { kind, ok, code, next } = event;
  const free = changed(state, { busy: '' });
  if (!ok && code !== 'room_ended') return stay(free, { do: 'say', what: 'refused', code });
  const ended = changed(free, { phase: IDLE, open: { ...state.open, [kind]: '' } });
  const tell: Effect = { do: 'tell', did: 'changed', room: '' };
  if (next === null) return stay(ended, tell);
  const begun = begin(ended, next, null);
  return { ...begun, effects: [tell, ...begun.effects] };
}

// --- what happens around it ---

function line(state: MatchState, live: boolean): Step {
  const next = changed(state, { live });
  const back = live && !state.live;
  return back && liveWait(state.phase) !== null ? stay(next, { do: 'look' }) : stay(next);
}

function enteredElsewhere(state: MatchState, room: string): Step {
  const { phase } = state;
  if (phase.at !== 'found' || phase.room !== room) return stay(state);
  const { kind, number, confirmBy } = phase;
  return stay(changed(state, { phase: { at: 'entered', kind, number, room, confirmBy, here: false } }));
}

function due(state: MatchState, _now: number): Step {
  const { phase } = state;
  switch (phase.at) {
    case 'waiting':
    case 'found':
      return stay(state, { do: 'look' });
    case 'entered':
      return stay(changed(state, { phase: IDLE, open: { ...state.open, [phase.kind]: phase.room } }));
    case 'refused':
      return stay(changed(state, { phase: IDLE }));
    default:
      return stay(state);
  }
}
