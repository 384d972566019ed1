// SPDX-License-Identifier: Apache-2.0
// The watch over a wait, on whatever page it was begun and whatever page comes next: it lives as long as the
// document, tells of a match, and lends the store its hands.
import { needTexts, t } from '../../i18n/i18n.ts';
import type { Kind } from '../../net/match_api.ts';
import { secondsLeft } from '../../store/match/digits.ts';
import { type Found, type Hands, Matching } from '../../store/match/match.ts';
import { type Me, openMe } from '../../store/person.ts';
import { preferences } from '../../store/preferences.ts';
import { chime } from '../../ui/chime.ts';
import { route } from '../../ui/router.tsx';
import { toast } from '../../ui/Toast.tsx';
import { startCalling } from '../chat/calling.ts';
import { leaveToLogin } from '../leave.ts';
import { showNotice } from './Notice.tsx';
import { reasonText } from './words.ts';

export const PATHS: Readonly<Record<Kind, string>> = {
  number: '/tools/number-match/',
  heart: '/tools/heart_link/',
};

function roomAddress(room: string): string {
  return `/tools/chat/room/${encodeURIComponent(room)}/`;
}

let watched: { me: Me; matching: Matching } | null = null;

// For a page that is about something else. Whoever is not signed in waits for nothing.
export async function watchMatch(): Promise<void> {
  const me = await openMe();
  if (!('code' in me)) await matchOf(me);
}

// The same for all who ask.
export async function matchOf(me: Me): Promise<Matching> {
  await needTexts('match', 'errors');
  if (watched?.me === me) return watched.matching;
  watched?.matching.dispose();
  const matching = new Matching(
    me.username,
    hands(() => matching),
  );
  watched = { me, matching };
  showNotice(matching);
  followWorker();
  // From one tab of the browser comes what calls people, and this may be it.
  void startCalling(me);
  return matching;
}

export function isOnPage(): boolean {
  return Object.values(PATHS).some((path) => location.pathname.replace(/\/?$/, '/') === path);
}

function hands(matching: () => Matching): Hands {
  return {
    focused: () => document.hasFocus(),
    onPage: isOnPage,
    call: (found) => call(found, secondsLeft(found.confirmBy - matching().now())),
    enter: (room) => route(roomAddress(room)),
    goBack: (kind, room) => {
      if (location.pathname === roomAddress(room)) route(PATHS[kind]);
    },
    sayCancelled: () => toast(t('match.cancelled')),
    sayRefused: (code) => toast(reasonText(code)),
    signedOut: () => {
      if (isOnPage()) leaveToLogin();
    },
  };
}

// Whoever looks at the match page sees it. A press on the notification leads to the room.
function call(found: Found, seconds: number): void {
  const { notify, sound } = preferences.peek();
  if (document.hasFocus() && isOnPage()) return;
  if (sound) chime();
  const granted = typeof Notification !== 'undefined' && Notification.permission === 'granted';
  if (document.hasFocus() || !notify || !granted) return;
  const title = t(found.kind === 'heart' ? 'heart.notify' : 'number.notify', { n: seconds });
  const address = roomAddress(found.room);
  const options = { tag: found.room, icon: '/icons/192.png', requireInteraction: true, data: { address } };
  try {
    const shown = new Notification(title, options);
    shown.onclick = () => {
      window.focus();
      shown.close();
      enter();
    };
  } catch {
    // On Android only a service worker may show one (src/sw.ts).
    void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(title, options));
  }
}

function enter(): void {
  watched?.matching.dispatch({ on: 'enter' });
}

// The worker hears the press, and this tab is the one to show the room.
let following = false;

function followWorker(): void {
  if (following) return;
  following = true;
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ open?: unknown } | null>) => {
    const phase = watched?.matching.state.peek().phase;
    if (phase?.at === 'found' && event.data?.open === roomAddress(phase.room)) enter();
  });
  navigator.serviceWorker?.startMessages?.();
}
