// SPDX-License-Identifier: Apache-2.0
// The digits of number match, from whatever was typed or pasted, and the time that is left. Pure.

export const DIGITS = 4;
const FULL_WIDTH_ZERO = 0xff10;

// Full-width digits are the same digits, other characters none. Leading zeros count.
export function digitsIn(typed: string): string {
  const ascii = typed.replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO));
  return ascii.replace(/[^0-9]/g, '').slice(0, DIGITS);
}

export function randomDigits(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

// 9:58, 0:07, and 0:00 from then on. A second that has begun counts.
export function timeLeft(ms: number): string {
  const seconds = secondsLeft(ms);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function secondsLeft(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1000));
}
