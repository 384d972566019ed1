// SPDX-License-Identifier: Apache-2.0
// What the server says when it is asked how one kind of matching stands. It knows the truth, but not why a wait
// is no more: that follows from what was known before. Pure.
import { liveWait, type MatchEvent, type MatchState, type Phase, type Step, type Why } from './state.ts';
import { changed, IDLE, stay, waitingPhase } from './steps.ts';

// The news are a moment behind the clock that they are about.
const NEARLY_MS = 2_000;

type Told = Extract<MatchEvent, { on: 'status' }>;

export function takeStatus(before: MatchState, { kind, turn, answer }: Told, now: number): Step {
  const state = changed(before, { known: true });
  // Without an answer what is known stays; the line tells when the server is back.
  if (!answer.ok) return stay(state);
  const counted = answer.crowd === null ? state : changed(state, { crowd: answer.crowd });
  // Something newer has come meanwhile, or is about to.
  if (state.busy !== '') return stay(counted);
  if (turn !== state.turn) return stay(counted, { do: 'look' });
  const { is } = answer;
  const wait = liveWait(state.phase);
  const mine = wait?.kind === kind ? wait : null;
  const openRoom = (room: string) => ({ open: { ...state.open, [kind]: room } });
  switch (is.what) {
    case 'waiting': {
      const again = mine?.at === 'waiting' && mine.again;
      const phase = waitingPhase({ kind, number: is.number }, is.expiresAt, again);
      return stay(changed(counted, { phase, ...openRoom('') }));
    }
    case 'found': {
      if (is.confirmBy === 0) return opened(counted, kind, is.room);
      if (mine !== null && mine.at !== 'waiting' && mine.room === is.room) return stay(counted);
      const { room, partner, confirmBy } = is;
      const number = is.number || (mine?.number ?? '');
      const phase: Phase = { at: 'found', kind, number, room, partner, confirmBy, asks: false };
      return stay(changed(counted, { phase }), { do: 'meet' });
    }
    case 'expired': {
      const next = changed(counted, openRoom(''));
      if (mine === null) return stay(next);
      // The room that was entered is over; its page says so.
      if (mine.at === 'entered') return stay(changed(next, { phase: IDLE }));
      return stay(
        changed(next, {
          phase: { at: 'over', kind, number: mine.number, why: whyOver(mine, now) },
          wish: null,
          question: false,
        }),
      );
    }
    default:
      return stay(changed(counted, { ...openRoom(''), ...(mine !== null && { phase: IDLE }) }));
  }
}

// Both are in the room, or were.
function opened(state: MatchState, kind: 'number' | 'heart', room: string): Step {
  const wait = liveWait(state.phase);
  const next = changed(state, { open: { ...state.open, [kind]: room } });
  if (wait?.kind !== kind) return stay(next);
  // A tab that stayed behind goes on saying so; any other finds an open room.
  return wait.at === 'entered' && !wait.here ? stay(next) : stay(changed(next, { phase: IDLE }));
}

function whyOver(wait: Extract<Phase, { at: 'waiting' | 'found' }>, now: number): Why {
  if (wait.at === 'found') return 'no_show';
  return now >= wait.expiresAt - NEARLY_MS ? 'expired' : 'absent';
}
