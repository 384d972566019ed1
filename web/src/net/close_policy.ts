// SPDX-License-Identifier: Apache-2.0
// Which closed sockets come back by themselves, and how long they wait (docs/protocol.md, "Close codes").
// Pure.

const FIRST_WAIT_MS = 500;
const GROWTH = 1.7;
const LONGEST_WAIT_MS = 20_000;

// 1001: the server drains. 1006: the line broke, or the handshake was refused (a browser cannot tell which).
// 1012 and 1013 (IANA's registry of close codes): what stands before the server restarts or is busy.
// 4000–4399: the server's own "come back". 4408: we read too slowly; come back and resume. Everything else
// stays closed until a person or another event changes something.
export function comesBack(code: number): boolean {
  return [1001, 1006, 1012, 1013, 4408].includes(code) || (code >= 4000 && code <= 4399);
}

// Refusals before the upgrade that heal by waiting. The others need a person: signing in, another room,
// another address.
export function refusalHeals(code: string): boolean {
  return (
    code === 'unavailable' || code === 'too_many_connections' || code === 'busy' || code === 'rate_limited'
  );
}

// Full jitter: anything from zero to the cap of this attempt, so that a thousand clients do not return in
// step. `random` is in [0, 1); the answer is in milliseconds, at most 20 000.
export function backOffMs(attempt: number, random: number): number {
  return Math.floor(random * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * GROWTH ** attempt));
}
