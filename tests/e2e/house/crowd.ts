// SPDX-License-Identifier: Apache-2.0
// Many messages by several people, quickly.
import type { Account } from './account.ts';

// More at once would only wait in the server's queue.
const AT_ONCE = 48;

// `count` messages in order: the speakers take turns, the i-th message says text(i). Answers their ids.
export async function converse(
  room: string,
  speakers: readonly Account[],
  count: number,
  text: (index: number) => string,
): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i += 1) ids.push(await speaker(speakers, i).say(room, text(i)));
  return ids;
}

// The same as fast as the server takes it, in no certain order.
export async function crowd(
  room: string,
  speakers: readonly Account[],
  count: number,
  text: (index: number) => string,
): Promise<void> {
  let next = 0;
  const talk = async () => {
    while (next < count) {
      const i = next;
      next += 1;
      await speaker(speakers, i).say(room, text(i));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, talk));
}

function speaker(speakers: readonly Account[], index: number): Account {
  const one = speakers[index % speakers.length];
  if (one === undefined) throw new Error('nobody speaks');
  return one;
}
