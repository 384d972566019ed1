// SPDX-License-Identifier: Apache-2.0
// The mark that a wait leaves on this device, so that every page opened meanwhile, and this one after a reload,
// keeps its place and hears what was missed.
import { isRecord, text, whole } from '../../net/frames.ts';
import { readLocal, WAITING, writeLocal } from '../local.ts';
import { liveWait, type MatchState, type Phase } from './state.ts';

export interface Mark {
  readonly person: string;
  readonly phase: Phase;
  // The newest news that were heard, from which on the user line resumes; -1: not known.
  readonly useq: number;
  readonly clockOffMs: number;
}

// Storage may be blocked: then a reload asks the server. Of another build it may be of another shape.
export function readMark(): Mark | null {
  const kept = readLocal(WAITING);
  if (!isRecord(kept) || !isRecord(kept.phase)) return null;
  const { phase, clockOffMs } = kept;
  const isKind = phase.kind === 'number' || phase.kind === 'heart';
  if (!isKind || liveWait(phase as Phase) === null) return null;
  return {
    person: text(kept.person),
    phase: phase as Phase,
    useq: whole(kept.useq) ?? -1,
    clockOffMs: typeof clockOffMs === 'number' ? clockOffMs : 0,
  };
}

export function writeMark(mark: Mark | null): void {
  writeLocal(WAITING, mark);
}

// null: there is nothing to keep a place in.
export function markOf(person: string, { phase, useq, clockOffMs }: MatchState): Mark | null {
  return liveWait(phase) === null ? null : { person, phase, useq, clockOffMs };
}
