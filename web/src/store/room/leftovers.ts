// SPDX-License-Identifier: Apache-2.0
// What earlier tabs left unsent in rooms that are open nowhere. Each of these rooms is opened unseen until it is
// sent, one after the other.
import { effect } from '@preact/signals';
import { waits } from '../outbox.ts';
import type { Me } from '../person.ts';

// `isOpen`: a room of this tab, which sends for itself. Resolves when everything is sent or refused.
export async function sendLeftovers(me: Me, isOpen: (room: string) => boolean): Promise<void> {
  for (const id of me.outbox.rooms()) {
    if (isOpen(id)) continue;
    await me.outbox.adopt(id);
    if (!waitsHere(me, id)) continue;
    const { Room } = await import('./room.ts');
    const room = new Room(me, id);
    // It goes when it has nothing more to do, or when nobody is let in.
    room.dispose();
    await until(() => room.refused.value !== '' || !waitsHere(me, id));
  }
}

function waitsHere({ outbox }: Me, id: string): boolean {
  return outbox.of(id).value.some((item) => outbox.mine(item) && waits(item));
}

// `done` follows signals.
async function until(done: () => boolean): Promise<void> {
  let stop = () => {};
  await new Promise<void>((resolve) => {
    stop = effect(() => {
      if (done()) resolve();
    });
  });
  stop();
}
