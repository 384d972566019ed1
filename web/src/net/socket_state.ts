// SPDX-License-Identifier: Apache-2.0
// The life of one socket as a pure function: (state, event, now, random) → next state and the effects to
// carry out. socket.ts carries them out; nothing here touches a browser, a clock or a timer, so every path
// has a test.
//
//   idle ──connect──▶ connecting ──connection_established──▶ open        (of /ws/user/: `unread`)
//    ▲                    │ closed                            │ closed, silent
//    │ disconnect         ▼                                   ▼
//   (any)       waiting / offline ◀──────── comes back ───────┤
//                         refused ◀──────── does not ─────────┘
import { backOffMs, comesBack, refusalHeals } from './close_policy.ts';
import { entryId, type Frame, text, whole } from './frames.ts';

export type Phase = 'idle' | 'connecting' | 'open' | 'waiting' | 'offline' | 'refused';

export interface SocketState {
  readonly phase: Phase;
  readonly online: boolean;
  // A 101 was seen on the present socket. Without it, a close means that the handshake was refused.
  readonly upgraded: boolean;
  // A ping of ours is on its way because the line fell silent or the page woke up.
  readonly probing: boolean;
  // Tries since the last connection that held; the wait grows with it.
  readonly attempt: number;
  readonly establishedAt: number;
  // When the next try starts (milliseconds since 1970); 0 unless waiting.
  readonly retryAt: number;
  // How long the line may be silent before we ask.
  readonly quietMs: number;
  // Where to resume: the newest entry seen, and the incarnation of the log it belongs to.
  readonly lastId: number | null;
  readonly epoch: string;
  // Why the socket stays closed: a refusal's code, or `close_<number>`.
  readonly why: string;
  // With which code the last connection ended that had been open; 0: none has.
  readonly lastClose: number;
  // By so much the server's clock was ahead of this device's when it last told the time; negative: behind.
  readonly clockOffMs: number;
}

export type SocketEvent =
  | { on: 'connect' }
  | { on: 'disconnect' }
  | { on: 'upgraded' }
  | { on: 'frame'; frame: Frame }
  | { on: 'closed'; code: number }
  | { on: 'retry_due' }
  | { on: 'silent' }
  | { on: 'woke' }
  | { on: 'network'; online: boolean }
  | { on: 'refused'; code: string };

export type Effect =
  | { do: 'open'; after: number | null; epoch: string }
  | { do: 'abandon'; code: number }
  | { do: 'send'; frame: Frame }
  | { do: 'wait'; ms: number }
  | { do: 'stop_waiting' }
  | { do: 'listen'; ms: number }
  | { do: 'stop_listening' }
  | { do: 'ask_why' }
  | { do: 'report_hole'; from: number; to: number };

export interface Moment {
  readonly now: number;
  readonly random: number;
}

export interface Step {
  readonly state: SocketState;
  readonly effects: readonly Effect[];
}

// Handshake and welcome together; after that the attempt counts as failed.
export const WELCOME_MS = 5_000;
export const PONG_MS = 10_000;
const QUIET_MS = 37_500;
// A connection that lived shorter than this does not reset the back-off: a server that accepts and drops at
// once must not be called in a tight loop.
const HELD_MS = 5_000;
// Our own close codes, in the range that comes back.
export const CLOSE_SILENT = 4000;
const CLOSE_NORMAL = 1000;

export const START: SocketState = {
  phase: 'idle',
  online: true,
  upgraded: false,
  probing: false,
  attempt: 0,
  establishedAt: 0,
  retryAt: 0,
  quietMs: QUIET_MS,
  lastId: null,
  epoch: '',
  why: '',
  lastClose: 0,
  clockOffMs: 0,
};

export function step(state: SocketState, event: SocketEvent, moment: Moment): Step {
  switch (event.on) {
    case 'connect':
      return isAway(state.phase) || state.phase === 'idle' || state.phase === 'refused'
        ? open({ ...state, attempt: 0, why: '' })
        : stay(state);
    case 'disconnect':
      return leave(state);
    case 'upgraded':
      return state.phase === 'connecting' ? stay({ ...state, upgraded: true }) : stay(state);
    case 'frame':
      return receive(state, event.frame, moment.now);
    case 'closed':
      return closed(state, event.code, moment);
    case 'retry_due':
      return isAway(state.phase) ? open(state) : stay(state);
    case 'silent':
      return silent(state, moment);
    case 'woke':
      return wake(state);
    case 'network':
      return network(state, event.online);
    case 'refused':
      return refused(state, event.code);
  }
}

function stay(state: SocketState, ...effects: Effect[]): Step {
  return { state, effects };
}

function isAway(phase: Phase): boolean {
  return phase === 'waiting' || phase === 'offline';
}

function open(state: SocketState): Step {
  return stay(
    { ...state, phase: 'connecting', upgraded: false, probing: false, retryAt: 0 },
    { do: 'stop_waiting' },
    { do: 'open', after: state.lastId, epoch: state.epoch },
    { do: 'listen', ms: WELCOME_MS },
  );
}

function leave(state: SocketState): Step {
  if (state.phase === 'idle') return stay(state);
  const idle: SocketState = { ...state, phase: 'idle', probing: false, retryAt: 0, attempt: 0, why: '' };
  return stay(idle, { do: 'stop_waiting' }, { do: 'stop_listening' }, { do: 'abandon', code: CLOSE_NORMAL });
}

function closed(state: SocketState, code: number, moment: Moment): Step {
  if (state.phase !== 'connecting' && state.phase !== 'open') return stay(state);
  if (!comesBack(code)) {
    return stay(
      { ...state, phase: 'refused', probing: false, why: `close_${code}` },
      { do: 'stop_listening' },
      { do: 'abandon', code: CLOSE_NORMAL },
    );
  }
  const held = state.phase === 'open' && moment.now - state.establishedAt >= HELD_MS;
  const attempt = held ? 0 : state.attempt;
  const ms = backOffMs(attempt, moment.random);
  const away: SocketState = {
    ...state,
    phase: state.online ? 'waiting' : 'offline',
    probing: false,
    attempt: attempt + 1,
    retryAt: state.online ? moment.now + ms : 0,
    lastClose: state.phase === 'open' ? code : state.lastClose,
  };
  const effects: Effect[] = [{ do: 'stop_listening' }, { do: 'abandon', code: CLOSE_SILENT }];
  if (state.online) effects.push({ do: 'wait', ms });
  if (state.phase === 'connecting' && !state.upgraded) effects.push({ do: 'ask_why' });
  return stay(away, ...effects);
}

function silent(state: SocketState, moment: Moment): Step {
  if (state.phase === 'open' && !state.probing) return probe(state);
  return closed(state, CLOSE_SILENT, moment);
}

function probe(state: SocketState): Step {
  return stay(
    { ...state, probing: true },
    { do: 'send', frame: { type: 'ping' } },
    { do: 'listen', ms: PONG_MS },
  );
}

function wake(state: SocketState): Step {
  if (isAway(state.phase)) return open(state);
  return state.phase === 'open' && !state.probing ? probe(state) : stay(state);
}

// Going offline alone breaks nothing: browsers report it wrongly, so an open socket is only asked whether it
// lives.
function network(state: SocketState, online: boolean): Step {
  const next = { ...state, online };
  if (online || state.phase === 'open') return wake(next);
  if (state.phase !== 'waiting') return stay(next);
  return stay({ ...next, phase: 'offline', retryAt: 0 }, { do: 'stop_waiting' });
}

function refused(state: SocketState, code: string): Step {
  if (!isAway(state.phase) || refusalHeals(code)) return stay(state);
  return stay({ ...state, phase: 'refused', retryAt: 0, why: code }, { do: 'stop_waiting' });
}

function receive(before: SocketState, frame: Frame, now: number): Step {
  if (before.phase !== 'connecting' && before.phase !== 'open') return stay(before);
  const told = whole(frame.server_time);
  const state = told === null ? before : { ...before, clockOffMs: told - now };
  if (isWelcome(frame, state.phase)) return established(state, frame, now);
  const alive: SocketState = { ...state, probing: false };
  const listen: Effect = { do: 'listen', ms: state.phase === 'open' ? state.quietMs : WELCOME_MS };
  if (frame.type === 'heartbeat') {
    return stay(
      alive,
      listen,
      { do: 'send', frame: { type: 'heartbeat_ack' } },
      { do: 'send', frame: { type: 'ping' } },
    );
  }
  if (frame.type === 'resumed') {
    return stay({ ...alive, lastId: whole(frame.to) ?? alive.lastId }, listen);
  }
  return take(alive, entryId(frame), listen);
}

// My own socket has no other greeting than its first list. That one has no ids, so nothing is ever resumed.
function isWelcome(frame: Frame, phase: Phase): boolean {
  return frame.type === 'connection_established' || (frame.type === 'unread' && phase === 'connecting');
}

function established(state: SocketState, frame: Frame, now: number): Step {
  const beat = whole(frame.heartbeat_interval);
  const quietMs = beat !== null && beat >= 5 && beat <= 120 ? beat * 1500 : QUIET_MS;
  const epoch = typeof frame.epoch === 'number' ? String(frame.epoch) : text(frame.epoch);
  // A first connection is live from last_id, and so is one to a log that started over. A resuming one keeps
  // its place until the missing entries arrived, but waits for none that retention has removed.
  const resumes = state.lastId !== null && epoch === state.epoch;
  const gone = (whole(frame.pruned_before) ?? 1) - 1;
  const lastId = resumes ? Math.max(state.lastId ?? 0, gone) : whole(frame.last_id);
  return stay(
    { ...state, phase: 'open', upgraded: true, probing: false, establishedAt: now, quietMs, lastId, epoch },
    { do: 'listen', ms: quietMs },
    { do: 'send', frame: { type: 'ping' } },
  );
}

// Ids are dense, so a jump is a hole, which is fetched over HTTP and never a reason to reconnect. While
// entries are being resumed a jump is announced by `resumed {gap}` instead, but reporting it twice does no
// harm.
function take(state: SocketState, id: number | null, listen: Effect): Step {
  if (id === null || (state.lastId !== null && id <= state.lastId)) return stay(state, listen);
  const next = { ...state, lastId: id };
  if (state.lastId === null || id === state.lastId + 1) return stay(next, listen);
  return stay(next, listen, { do: 'report_hole', from: state.lastId + 1, to: id - 1 });
}
