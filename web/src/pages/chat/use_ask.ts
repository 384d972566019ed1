// SPDX-License-Identifier: Apache-2.0
// One question to the server at a time, and what came of it: it leads somewhere, or there is something to
// read. A wait that the server named is counted down.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Note } from '../../i18n/i18n.ts';
import { leaveToLogin } from '../leave.ts';
import { type Outcome, waitNote } from './ways.ts';

const SLOW_MS = 300;

export type Question = Extract<Outcome, { what: 'ask' }>;

export interface Asking {
  // Under the field.
  note: Note | null;
  question: Question | null;
  busy: boolean;
  // Busy for so long that it should be said.
  slow: boolean;
  run(way: () => Promise<Outcome>): Promise<void>;
  say(note: Note): void;
  clear(): void;
}

export function useAsk(onOpen: (room: string) => void): Asking {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const [slow, setSlow] = useState(false);
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  const asking = useRef(false);

  useEffect(() => {
    if (until === 0) return;
    const tick = () => {
      const ms = until - Date.now();
      setLeft(Math.max(0, ms));
      if (ms > 0) return;
      setUntil(0);
      setOutcome(null);
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until]);

  async function run(way: () => Promise<Outcome>) {
    if (asking.current || until > 0) return;
    asking.current = true;
    setBusy(true);
    setOutcome(null);
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    const next = await way();
    clearTimeout(timer);
    asking.current = false;
    setSlow(false);
    setBusy(false);
    if (next.what === 'login') return leaveToLogin();
    if (next.what === 'open') return onOpen(next.room);
    setOutcome(next);
    if (next.what === 'said' && next.waitMs > 0) setUntil(Date.now() + next.waitMs);
  }

  const note = outcome?.what === 'said' ? outcome.note : null;
  return {
    note: until > 0 && left > 0 ? waitNote(left) : note,
    question: outcome?.what === 'ask' ? outcome : null,
    busy,
    slow,
    run,
    say: (said) => setOutcome({ what: 'said', note: said, waitMs: 0 }),
    clear: () => until === 0 && setOutcome(null),
  };
}
