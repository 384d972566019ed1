// SPDX-License-Identifier: Apache-2.0
// The name a message has before the server numbers it: time-ordered (the server's index likes that), then 80
// random bits, so that it is unique without asking anybody. 1–64 of [A-Za-z0-9_-], as the wire demands.

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';

// `now` is in milliseconds since 1970, `random` is 16 random bytes.
export function clientId(now: number, random: Uint8Array): string {
  const time = now.toString(36).padStart(9, '0');
  return `${time}-${Array.from(random, (byte) => ALPHABET[byte & 31]).join('')}`;
}

let newest = 0;

// Each one sorts behind those this page made before, also within a millisecond and when the clock is set
// back, and behind `after`, which another page may have made.
export function newClientId(after = ''): string {
  newest = Math.max(newest + 1, Date.now(), (Number.parseInt(after.slice(0, 9), 36) || 0) + 1);
  return clientId(newest, crypto.getRandomValues(new Uint8Array(16)));
}
