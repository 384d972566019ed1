// SPDX-License-Identifier: Apache-2.0
// Everything a room's screen can be scrolled to. The list is virtual, only what is near the view is in the
// document, so this walks from the first message to the last and takes down each row it meets.
import type { RoomScreen } from './room_screen.ts';

export interface Line {
  readonly text: string;
  // All of it in one line, as a screen reader hears it: who, what, when, and of one's own what became of it.
  readonly spoken: string;
}

// Messages only. The rows are told apart by the place they say they have in the room.
export async function transcript(screen: RoomScreen): Promise<Line[]> {
  await toBeginning(screen);
  return screen.feed.evaluate(async (feed) => {
    const drawn = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const lines = new Map<number, { text: string; spoken: string }>();
    const takeDown = () => {
      for (const article of feed.querySelectorAll('article[aria-label]')) {
        const text = article.querySelector('p[dir=auto]:not(:has(~ *))')?.textContent ?? '';
        const spoken = article.getAttribute('aria-label') ?? '';
        lines.set(Number(article.getAttribute('aria-posinset')), { text, spoken });
      }
    };
    feed.scrollTop = 0;
    for (;;) {
      await drawn();
      takeDown();
      if (feed.scrollTop + feed.clientHeight >= feed.scrollHeight - 2) break;
      feed.scrollTop += Math.round(feed.clientHeight * 0.6);
    }
    return [...lines].sort(([a], [b]) => a - b).map(([, line]) => line);
  });
}

// Until the room's first row is there, all earlier messages fetched.
export async function toBeginning(screen: RoomScreen): Promise<void> {
  await screen.feed.evaluate(
    (feed) =>
      new Promise<void>((arrived) => {
        const climb = () => {
          feed.scrollTop = 0;
          if (feed.textContent?.includes('从这里开始')) arrived();
          else requestAnimationFrame(climb);
        };
        climb();
      }),
  );
}
