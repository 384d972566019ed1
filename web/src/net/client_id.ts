// SPDX-License-Identifier: Apache-2.0
// The name a message has before the server numbers it: time-ordered (the server's index likes that), then 80
// random bits, so that it is unique without asking anybody. 1–64 of [A-Za-z0-9_-], as the wire demands.

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';

// `now` is in milliseconds since 1970, `random` is 16 random bytes.
export function clientId(now: number, random: Uint8Array): string {
  const time = now.toString(36).padStart(9, '0');
  return `${time}-${Array.from(random, (byte) => ALPHABET[byte & 31]).join('')}`;
}

export function newClientId(): string {
  return clientId(Date.now(), crypto.getRandomValues(new Uint8Array(16)));
}
