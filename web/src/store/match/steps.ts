// SPDX-License-Identifier: Apache-2.0
// What the parts of the wait's state machine share: how a step is written.
import type { Effect, MatchState, Phase, Step, Wish } from './state.ts';

export const IDLE: Phase = { at: 'idle' };

export function stay(state: MatchState, ...effects: Effect[]): Step {
  return { state, effects };
}

export function changed(state: MatchState, change: Partial<MatchState>): MatchState {
  return { ...state, ...change };
}

export function waitingPhase({ kind, number }: Wish, expiresAt: number, again = false): Phase {
  return { at: 'waiting', kind, number, expiresAt, again };
}
