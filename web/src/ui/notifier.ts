// SPDX-License-Identifier: Apache-2.0
// Calls somebody who is not looking: a notification and a sound for what comes into other rooms, or into any
// room while the page is hidden, from one tab of the browser; a number in the title, on the app's icon, and a
// dot on the tab's in all of them. What a message is, the list of rooms says: it counts as unread only what
// nobody has read anywhere.
import { computed, effect, untracked } from '@preact/signals';
import { t } from '../i18n/i18n.ts';
import { mutedRooms } from '../store/muted_rooms.ts';
import type { Me } from '../store/person.ts';
import { preferences } from '../store/preferences.ts';
import type { RoomSummary } from '../store/rooms.ts';
import { isNotifier } from '../store/tabs.ts';
import { allowChime, chime } from './chime.ts';
import dotted from './favicon_dot.svg';
import { roomName } from './room_name.ts';
import { titleMark } from './use_page.ts';

const SOUND_PAUSE_MS = 2_000;
// After a break many rooms may have news at once; more than this at a time helps nobody.
const AT_ONCE_MAX = 3;
// In larger rooms that are not open nothing but a count is told.
const TOLD_MEMBERS_MAX = 50;
const WORDS_MAX = 120;
const ICON = '/favicon.svg';
// Among strangers a notification on a lock screen names nobody's words.
const STRANGERS = new Set(['number', 'heart']);

export interface Stage {
  // The room that this tab shows; '' for none.
  readonly room: string;
  route(address: string): void;
}

// What the badges count: unread messages in rooms that are not muted.
export function countUnread(list: readonly RoomSummary[] | null, muted: ReadonlySet<string>): number {
  return (list ?? []).reduce((sum, room) => (muted.has(room.id) ? sum : sum + room.unread), 0);
}

// The rooms with more unread than before, the newest first.
export function newsIn(
  list: readonly RoomSummary[],
  before: ReadonlyMap<string, number>,
): readonly RoomSummary[] {
  return list
    .filter((room) => room.unread > (before.get(room.id) ?? 0) && room.preview !== null && !room.preview.own)
    .slice(0, AT_ONCE_MAX);
}

// Answers how to stop.
export function startNotifier(me: Me, stage: Stage): () => void {
  const list = computed(() => me.rooms.value?.list.value ?? null);
  const stale = computed(() => me.rooms.value?.stale.value ?? true);
  let before: ReadonlyMap<string, number> | null = null;
  let wasStale = true;
  let soundedAt = Number.NEGATIVE_INFINITY;

  const news = (rooms: readonly RoomSummary[]) => {
    const heard = rooms.filter(
      (room) => !mutedRooms.value.has(room.id) && (document.hidden || room.id !== stage.room),
    );
    if (heard.length === 0 || !isNotifier.value) return;
    for (const room of heard) notify(room, stage);
    if (!preferences.value.sound || Date.now() - soundedAt < SOUND_PAUSE_MS) return;
    soundedAt = Date.now();
    chime();
  };

  const stopNews = effect(() => {
    const rooms = list.value;
    // Old news, learned late, are in the list for everybody to see who looks.
    const late = wasStale || before === null;
    wasStale = stale.value;
    if (rooms === null) return;
    const fresh = late ? [] : newsIn(rooms, before ?? new Map());
    before = new Map(rooms.map((room) => [room.id, room.unread]));
    if (fresh.length > 0) untracked(() => news(fresh));
  });
  const stopBadge = effect(() => showBadge(countUnread(list.value, mutedRooms.value)));

  const touched = new AbortController();
  addEventListener('pointerdown', allowChime, { signal: touched.signal });
  addEventListener('keydown', allowChime, { signal: touched.signal });
  followWorker(stage, touched.signal);
  return () => {
    touched.abort();
    stopNews();
    stopBadge();
    showBadge(0);
  };
}

function showBadge(count: number): void {
  titleMark.value = count > 0 ? `(${count}) ` : '';
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const address = count > 0 ? dotted : ICON;
  if (icon !== null && icon.getAttribute('href') !== address) icon.setAttribute('href', address);
  const shown = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  shown?.catch(() => {});
}

// A newer one takes the place of the last one of the same room.
function notify(room: RoomSummary, stage: Stage): void {
  if (!preferences.value.notify || typeof Notification === 'undefined') return;
  if (Notification.permission !== 'granted') return;
  const address = `/tools/chat/room/${encodeURIComponent(room.id)}/`;
  const options = { body: wordsOf(room), tag: room.id, icon: '/icons/192.png', data: { address } };
  try {
    const shown = new Notification(roomName(room), options);
    shown.onclick = () => {
      window.focus();
      shown.close();
      stage.route(address);
    };
  } catch {
    // On Android only a service worker may show one (src/sw.ts).
    void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(roomName(room), options));
  }
}

// The worker hears the press, and this tab is the one to show the room.
function followWorker(stage: Stage, signal: AbortSignal): void {
  const follow = (event: MessageEvent<{ open?: unknown } | null>) => {
    const address = event.data?.open;
    if (typeof address === 'string') stage.route(address);
  };
  navigator.serviceWorker?.addEventListener('message', follow, { signal });
  navigator.serviceWorker?.startMessages?.();
}

// One line of what was said, or only that something was.
export function wordsOf(room: RoomSummary): string {
  const { preview } = room;
  const told = preferences.value.showContent && room.memberCount <= TOLD_MEMBERS_MAX;
  if (!told || preview === null || preview.recalled || STRANGERS.has(room.kind)) return t('notify.message');
  const words = [...preview.content].slice(0, WORDS_MAX).join('');
  return room.other === null ? t('notify.named', { name: preview.sender, text: words }) : words;
}
