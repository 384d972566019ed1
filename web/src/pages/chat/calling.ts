// SPDX-License-Identifier: Apache-2.0
// What calls a person who looks elsewhere, and sends what a closed tab left unsent. Begun by the first page that
// knows the person, it goes on whatever page of ours comes next.
import { needTexts } from '../../i18n/i18n.ts';
import type { Me } from '../../store/person.ts';
import { sendLeftovers } from '../../store/room/leftovers.ts';
import { startNotifier } from '../../ui/notifier.ts';
import { place, route } from '../../ui/router.tsx';

// The room that this tab shows; one that is only debugged is not read.
const stage = {
  get room(): string {
    return location.pathname.startsWith('/tools/chat/debug/') ? '' : (place.value.params.room ?? '');
  },
  route,
};

let calling: Me | null = null;

export async function startCalling(me: Me): Promise<void> {
  if (me === calling) return;
  calling = me;
  try {
    await needTexts('home');
    startNotifier(me, stage);
    // What it does not get sent, the room itself sends when it is opened.
    sendLeftovers(me, (id) => id === stage.room).catch(() => {});
  } catch {
    calling = null;
  }
}
