// SPDX-License-Identifier: Apache-2.0
// In which order one room's unsent messages leave this tab, as a pure function: (state, event, now) → next
// state and the effects to carry out. One is on its way at a time, and the next leaves when it is answered: of
// several, one that is refused for a moment would be overtaken. outgoing.ts carries the effects out.

export interface SenderState {
  // The line is up and what it missed has come.
  readonly live: boolean;
  // The client_ids of what waits in this tab, oldest first; the one on its way included.
  readonly queue: readonly string[];
  // On its way over this line and not yet answered; '' when none is.
  readonly flying: string;
  // The one on its way has been so for LATE_MS. It is in doubt, so nothing passes it; a new line settles it.
  readonly late: boolean;
  // Why the first waits though the line is up: the code of a refusal that time heals, else ''.
  readonly waitsFor: string;
  // When it is sent again (milliseconds since 1970), else 0.
  readonly retryAt: number;
  // Such refusals in a row; the wait grows with them.
  readonly tries: number;
}

export type SenderEvent =
  | { on: 'live' }
  | { on: 'down' }
  | { on: 'queue'; ids: readonly string[] }
  // Acknowledged, or its echo came: it is in the log.
  | { on: 'stored'; id: string }
  | { on: 'refused'; id: string; code: string; retryMs: number }
  // A person wants it tried again.
  | { on: 'again'; id: string }
  | { on: 'due' };

export type SenderEffect =
  | { do: 'send'; id: string }
  | { do: 'fail'; id: string; code: string }
  // `due` is wanted then; an earlier wish is void. Too early or too late it does no harm.
  | { do: 'wake'; ms: number };

export interface SenderStep {
  readonly state: SenderState;
  readonly effects: readonly SenderEffect[];
}

export const LATE_MS = 30_000;
export const TIMED_OUT = 'timed_out';
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const HEALED_BY_TIME: readonly string[] = ['rate_limited', 'busy', 'storage_full', 'unavailable'];

export const EMPTY: SenderState = {
  live: false,
  queue: [],
  flying: '',
  late: false,
  waitsFor: '',
  retryAt: 0,
  tries: 0,
};

const LANDED = { flying: '', late: false, waitsFor: '', retryAt: 0 } as const;

export function step(state: SenderState, event: SenderEvent, now: number): SenderStep {
  switch (event.on) {
    case 'live':
      return next({ ...state, ...LANDED, live: true });
    case 'down':
      return stay({ ...state, ...LANDED, live: false });
    case 'queue':
      return requeue(state, event.ids);
    case 'stored':
      return requeue({ ...state, tries: 0 }, without(state, event.id));
    case 'refused':
      return event.id === state.flying ? refused(state, event.code, event.retryMs, now) : stay(state);
    case 'again':
      return event.id === state.flying && state.late ? send(state, event.id) : stay(state);
    case 'due':
      return due(state);
  }
}

function stay(state: SenderState): SenderStep {
  return { state, effects: [] };
}

function without(state: SenderState, id: string): readonly string[] {
  return state.queue.filter((one) => one !== id);
}

function send(state: SenderState, id: string): SenderStep {
  return {
    state: { ...state, ...LANDED, flying: id },
    effects: [
      { do: 'send', id },
      { do: 'wake', ms: LATE_MS },
    ],
  };
}

// Sends the first if nothing stands against it.
function next(state: SenderState): SenderStep {
  const first = state.queue[0];
  const stands = !state.live || state.flying !== '' || state.retryAt > 0 || first === undefined;
  return stands ? stay(state) : send(state, first);
}

// What is not in the queue any more is done with, also when it was on its way.
function requeue(state: SenderState, queue: readonly string[]): SenderStep {
  if (queue.length === 0) return next({ ...state, ...LANDED, queue });
  const flies = state.flying === '' || queue.includes(state.flying);
  return next(flies ? { ...state, queue } : { ...state, ...LANDED, queue });
}

function refused(state: SenderState, code: string, retryMs: number, now: number): SenderStep {
  if (!HEALED_BY_TIME.includes(code)) {
    const id = state.flying;
    const rest = requeue({ ...state, tries: 0 }, without(state, id));
    return { state: rest.state, effects: [{ do: 'fail', id, code }, ...rest.effects] };
  }
  const grown = Math.min(FIRST_WAIT_MS * 2 ** state.tries, LONGEST_WAIT_MS);
  const ms = Math.max(retryMs, grown);
  const waiting = { ...state, ...LANDED, waitsFor: code, retryAt: now + ms, tries: state.tries + 1 };
  return { state: waiting, effects: [{ do: 'wake', ms }] };
}

function due(state: SenderState): SenderStep {
  if (state.flying === '' || state.late) return next({ ...state, retryAt: 0 });
  return {
    state: { ...state, late: true },
    effects: [{ do: 'fail', id: state.flying, code: TIMED_OUT }],
  };
}
