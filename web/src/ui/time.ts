// SPDX-License-Identifier: Apache-2.0
// How moments are written: the shorter, the nearer. Words and order come from the browser's own tables, in
// the language that is shown. All moments are milliseconds since 1970, days are those of the reader's zone.
import { language } from '../i18n/i18n.ts';

const DAY_MS = 86_400_000;

const FORMS = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  weekday: { weekday: 'short' },
  date: { month: 'short', day: 'numeric' },
  dated: { year: 'numeric', month: 'short', day: 'numeric' },
  full: { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// A formatter costs more than a hundred uses of it.
const made = new Map<string, Intl.DateTimeFormat>();

function form(name: keyof typeof FORMS, at: number): string {
  const key = language() + name;
  const known = made.get(key) ?? new Intl.DateTimeFormat(language(), FORMS[name]);
  made.set(key, known);
  return known.format(at);
}

// 21:08
export function clock(at: number): string {
  return form('clock', at);
}

// With the weekday and the seconds, for whoever wants to know exactly.
export function fullTime(at: number): string {
  return form('full', at);
}

// For a list: 21:08, yesterday, Fri, Jul 3, Jul 3, 2025.
export function shortTime(at: number, now = Date.now()): string {
  return daysAgo(at, now) === 0 ? clock(at) : nearDay(at, now);
}

// For a sentence: 21:08, yesterday 21:08, Fri 21:08, Jul 3 21:08, Jul 3, 2025.
export function longTime(at: number, now = Date.now()): string {
  if (daysAgo(at, now) === 0) return clock(at);
  return sameYear(at, now) ? `${nearDay(at, now)} ${clock(at)}` : form('dated', at);
}

// For the line above a day's messages: Today, Yesterday, Fri, Jul 3; the year when it is another.
export function dayName(at: number, now = Date.now()): string {
  const ago = daysAgo(at, now);
  if (ago === 0 || ago === 1) return dayWord(-ago);
  const date = form(sameYear(at, now) ? 'date' : 'dated', at);
  return language() === 'zh' ? `${date} ${form('weekday', at)}` : `${form('weekday', at)}, ${date}`;
}

// The local day as a number that grows by one each day.
export function dayNumber(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

function daysAgo(at: number, now: number): number {
  return dayNumber(now) - dayNumber(at);
}

function sameYear(at: number, now: number): boolean {
  return new Date(at).getFullYear() === new Date(now).getFullYear();
}

function nearDay(at: number, now: number): string {
  const ago = daysAgo(at, now);
  if (ago === 1) return dayWord(-1);
  if (ago > 1 && ago < 7) return form('weekday', at);
  return form(sameYear(at, now) ? 'date' : 'dated', at);
}

function dayWord(days: number): string {
  const word = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(days, 'day');
  return word.charAt(0).toUpperCase() + word.slice(1);
}
