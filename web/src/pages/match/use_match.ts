// SPDX-License-Identifier: Apache-2.0
// What both match pages begin with: who is here, their wait, and what the site says of itself. While somebody
// looks, the server is asked now and then.
import { useEffect, useState } from 'preact/hooks';
import type { Refusal } from '../../net/api.ts';
import type { Matching } from '../../store/match/match.ts';
import { learnSite } from '../../store/match/rules.ts';
import { allowChime } from '../../ui/chime.ts';
import { useMe } from '../chat/use_me.ts';
import { useDecisions } from '../safety/use_decisions.ts';
import { matchOf } from './watch.tsx';

const LOOK_EVERY_MS = 15_000;

export interface HereMatching {
  // null: not known yet, or not at all when there is a failure.
  matching: Matching | null;
  person: string;
  failure: Refusal | null;
}

export function useMatching(): HereMatching {
  const { me, failure } = useMe();
  useDecisions(me);
  const [matching, setMatching] = useState<Matching | null>(null);
  useEffect(() => {
    if (me === null) return;
    void learnSite();
    void matchOf(me).then(setMatching);
  }, [me]);
  useEffect(() => {
    if (matching === null) return;
    matching.look();
    const look = () => document.visibilityState === 'visible' && matching.look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    const unhook = new AbortController();
    document.addEventListener('visibilitychange', look, { signal: unhook.signal });
    // Who waits is called by a sound, which a browser allows only after a touch.
    addEventListener('pointerdown', allowChime, { signal: unhook.signal });
    addEventListener('keydown', allowChime, { signal: unhook.signal });
    return () => {
      clearInterval(timer);
      unhook.abort();
    };
  }, [matching]);
  return { matching, person: me?.username ?? '', failure };
}
