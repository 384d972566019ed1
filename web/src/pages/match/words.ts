// SPDX-License-Identifier: Apache-2.0
// Why a wait did not begin or is over, in words.
import { errorNote, type Key, say, t } from '../../i18n/i18n.ts';
import { secondsLeft } from '../../store/match/digits.ts';
import type { Phase, Why } from '../../store/match/state.ts';
import { longTime } from '../../ui/time.ts';

// How long people wait at this site, in the largest whole unit.
export function waitSpan(waitMs: number): { n: number; inSeconds: boolean } {
  const minutes = waitMs / 60_000;
  return Number.isInteger(minutes) ? { n: minutes, inSeconds: false } : { n: waitMs / 1000, inSeconds: true };
}

const OVER: Record<'number' | 'heart', Record<Exclude<Why, 'expired'>, Key>> = {
  number: { no_show: 'number.no_show', absent: 'match.absent', removed: 'match.removed' },
  heart: { no_show: 'heart.no_show', absent: 'match.absent', removed: 'match.removed' },
};

export function overText({ kind, number, why }: Extract<Phase, { at: 'over' }>, waitMs: number): string {
  if (why !== 'expired') return t(OVER[kind][why]);
  const { n: m, inSeconds } = waitSpan(waitMs);
  if (kind === 'heart') return t(inSeconds ? 'heart.expired_seconds' : 'heart.expired', { m });
  return t(inSeconds ? 'number.expired_seconds' : 'number.expired', { m, n: number });
}

// `now`: the server's clock, which `until` is told in.
export function refusedText({ code, until }: Extract<Phase, { at: 'refused' }>, now: number): string {
  const left = until - now;
  if (code === 'match_paused' && until > 0) return t('match.paused', { time: longTime(Date.now() + left) });
  if ((code === 'too_many_numbers' || code === 'rate_limited') && until > 0)
    return t('match.too_fast', { n: secondsLeft(left) });
  return reasonText(code);
}

export function reasonText(code: string): string {
  return code === 'no_tries_left' ? t('match.no_tries_left') : say(errorNote(code));
}
