// SPDX-License-Identifier: Apache-2.0
// From one part of the page to the next with F6: the list, the messages, the box, the panel about the room, as
// far as they are on the screen. Each is a landmark or a feed with a name, which screen readers say when the
// focus comes in. It comes in where somebody is, or where one would begin.

const REGIONS = '[role=navigation], [role=main], [role=feed], #room form, aside';

// False when there is nowhere to go.
export function goToRegion(back: boolean): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(isShown);
  const goal = back ? before(regions) : after(regions);
  const place = goal === undefined ? null : placeIn(goal);
  place?.focus();
  return place !== null;
}

// The page is a ring.
function after(regions: readonly HTMLElement[]): HTMLElement | undefined {
  return regions.find((one) => fromHere(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? regions[0];
}

function before(regions: readonly HTMLElement[]): HTMLElement | undefined {
  const isBefore = (one: HTMLElement) => fromHere(one) & Node.DOCUMENT_POSITION_PRECEDING;
  const isAround = (one: HTMLElement) => fromHere(one) & Node.DOCUMENT_POSITION_CONTAINS;
  return [...regions].reverse().find((one) => isBefore(one) && !isAround(one)) ?? regions.at(-1);
}

// Where that element lies, seen from the focus.
function fromHere(element: HTMLElement): number {
  return (document.activeElement ?? document.body).compareDocumentPosition(element);
}

// On a narrow window the list lies behind the room.
function isShown(region: HTMLElement): boolean {
  return getComputedStyle(region).visibility !== 'hidden';
}

function placeIn(region: HTMLElement): HTMLElement | null {
  if (region.matches('[role=feed]')) return rowIn(region);
  const first = (what: string) => region.querySelector<HTMLElement>(what);
  return first('textarea') ?? first('[aria-current]') ?? first('a[data-room]') ?? first('a, button, input');
}

// The row that Tab would reach, when it is in sight; else the last that is, so that nobody is scrolled away.
function rowIn(feed: HTMLElement): HTMLElement | null {
  const { top, bottom } = feed.getBoundingClientRect();
  const rows = [...feed.querySelectorAll<HTMLElement>('article')];
  const seen = rows.filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
  return seen.find((row) => row.tabIndex === 0) ?? seen.at(-1) ?? rows.at(-1) ?? null;
}
