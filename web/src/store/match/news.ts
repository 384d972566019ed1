// SPDX-License-Identifier: Apache-2.0
// What `/ws/user/` tells of a wait (docs/matching.md §4) and what becomes of it here. Each is heard once, however
// often it comes. Pure.
import { type Frame, text, whole } from '../../net/frames.ts';
import { type Kind, moment } from '../../net/match_api.ts';
import { liveWait, type MatchState, type Phase, type Step, type Why } from './state.ts';
import { changed, IDLE, stay, waitingPhase } from './steps.ts';

export function hear(state: MatchState, frame: Frame, now: number): Step {
  // What is missing is nowhere to be had: how things stand, the server says.
  if (frame.type === 'resumed') return frame.gap === true ? stay(state, { do: 'look' }) : stay(state);
  const useq = whole(frame.useq) ?? 0;
  const kind = kindOf(frame.kind);
  if (useq <= state.useq || kind === null) return stay(state);
  const heard = changed(state, { useq });
  switch (frame.type) {
    case 'match_found':
      return found(heard, kind, frame, now);
    case 'match_withdrawn':
      return withdrawn(heard, kind, frame);
    case 'ticket_expired':
      return over(heard, kind, 'expired');
    case 'ticket_dropped':
      return over(heard, kind, frame.reason === 'removed' ? 'removed' : 'absent');
    default:
      return stay(heard);
  }
}

function kindOf(kind: unknown): Kind | null {
  return kind === 'number' || kind === 'heart' ? kind : null;
}

function found(state: MatchState, kind: Kind, frame: Frame, now: number): Step {
  const room = text(frame.room_id);
  const confirmBy = whole(frame.confirm_by) ?? 0;
  const before = liveWait(state.phase);
  // Told late: what came of it is told next.
  if (confirmBy <= now) return stay(state);
  if (before !== null && before.at !== 'waiting' && before.room === room) return stay(state);
  const number = before?.kind === kind ? before.number : '';
  const asks = state.busy === 'cancelling';
  const phase: Phase = {
    at: 'found',
    kind,
    number,
    room,
    partner: text(frame.partner),
    confirmBy,
    asks,
  };
  const busy = asks ? state.busy : '';
  const next = changed(state, { phase, busy, wish: null, question: false });
  return asks ? stay(next) : stay(next, { do: 'meet' });
}

function withdrawn(state: MatchState, kind: Kind, frame: Frame): Step {
  const before = liveWait(state.phase);
  const number = before?.kind === kind ? before.number : '';
  switch (frame.reason) {
    case 'partner_gone': {
      if (frame.back_in_pool !== true) return over(state, kind, 'expired');
      const phase = waitingPhase({ kind, number }, moment(frame.expires_at), true);
      const next = changed(state, { phase, open: { ...state.open, [kind]: '' } });
      // Number match has forgotten it in a tab that was opened since.
      const look = kind === 'number' && number === '' ? [{ do: 'look' } as const] : [];
      if (before?.at !== 'entered') return stay(next, ...look);
      return stay(next, ...look, { do: 'return', kind, room: before.room });
    }
    case 'no_show':
      return over(state, kind, 'no_show');
    default:
      // Cancelled by me, here or elsewhere.
      return before?.kind === kind ? stay(changed(state, { phase: IDLE })) : stay(state);
  }
}

// Told to a tab that knows of no wait, it is old news of another tab.
function over(state: MatchState, kind: Kind, why: Why): Step {
  const before = liveWait(state.phase);
  if (before?.kind !== kind) return stay(state);
  return stay(
    changed(state, { phase: { at: 'over', kind, number: before.number, why }, wish: null, question: false }),
  );
}
