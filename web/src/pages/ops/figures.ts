// SPDX-License-Identifier: Apache-2.0
// How figures and spans of time are written here, in the language that is shown.
import { isKey, language, t } from '../../i18n/i18n.ts';

// From how many seconds on, of how many each is.
const SPANS = [
  [172_800, 86_400, 'day'],
  [3_600, 3_600, 'hour'],
  [0, 60, 'minute'],
] as const;

export function amount(value: number): string {
  return format(value, { maximumFractionDigits: 1 });
}

export function megabytes(bytes: number): string {
  return unit(bytes / 2 ** 20, 'megabyte', 'short');
}

// 3 days, 4 hours, or 5 minutes.
export function uptime(seconds: number): string {
  const [, length, name] = SPANS.find(([from]) => seconds >= from) ?? SPANS[2];
  return unit(Math.floor(seconds / length), name);
}

// 3:05, for waits of some minutes.
export function minutes(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function reasonText(reason: string): string {
  return known(`ops.reason_${reason}`, reason);
}

// A newer server may know more words than this client.
export function known(key: string, otherwise: string): string {
  return isKey(key) ? t(key) : otherwise;
}

function unit(value: number, name: string, unitDisplay: 'long' | 'short' = 'long'): string {
  return format(value, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: 0 });
}

function format(value: number, how: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(language(), how).format(value);
}
