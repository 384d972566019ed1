// SPDX-License-Identifier: Apache-2.0
// What nobody waits for, a moment after the first picture of any page: the service worker, and the watch over a
// wait that was begun on another page, in another tab or before a reload. Importing it begins both.
import { registerWorker } from './update/register_worker.ts';

// As store/local.ts names it, which is part of a chunk that signing in does not need.
const WAITING = 'heartlink.waiting';

// Without a worker the client only does not open offline.
if (import.meta.env.PROD) registerWorker().catch(() => {});

function watch(): void {
  // Updated under an open tab: the match page, opened anew, tells all the same.
  import('./match/watch.tsx').then(({ watchMatch }) => watchMatch()).catch(() => {});
}

try {
  if (localStorage.getItem(WAITING) !== null) watch();
} catch {
  // Storage is blocked, so there is no mark either.
}
// Another tab of this person begins to wait.
addEventListener('storage', ({ key, newValue }) => {
  if (key === WAITING && newValue !== null) watch();
});
