// SPDX-License-Identifier: Apache-2.0
// Two people who meet without a browser: both wish, and both open the room, as old pages do.
import type { Account } from './account.ts';

// The room, with aliases.
export function matchByHeart(one: Account, other: Account): Promise<string> {
  return match(one, other, '/tools/api/heart_link/create/', {});
}

// The room, without.
export function matchByNumber(one: Account, other: Account, number = '0042'): Promise<string> {
  return match(one, other, '/tools/api/number-match/', { number });
}

async function match(one: Account, other: Account, path: string, wish: Record<string, unknown>) {
  await one.post(path, wish);
  const found = await other.post(path, wish);
  if (found.matched !== true) throw new Error(`${one.name} and ${other.name} were not matched`);
  const room = String(found.room_id);
  for (const who of [one, other]) await who.get(`/tools/api/chat/${room}/messages/?limit=1`);
  return room;
}
