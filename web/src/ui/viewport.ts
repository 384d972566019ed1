// SPDX-License-Identifier: Apache-2.0
// Where a screen that fills the window may draw. Safari lays the keyboard over the page instead of resizing
// it, and scrolls the page below it: only visualViewport tells what is left. --vvh is its height, --vvtop
// its upper edge; while a keyboard is open <html> has data-keyboard.

// Lower than any keyboard, higher than any bar of a browser that comes and goes.
const KEYBOARD_PX = 140;

// Answers how to stop.
export function watchViewport(): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const { style, dataset } = document.documentElement;
  // Newer Safari shrinks innerHeight too, so a keyboard shows by comparing with the tallest view of this
  // width.
  let tallest = 0;
  let width = 0;
  const measure = () => {
    // Somebody magnifies the page: what is seen is then no measure of the window.
    if (view.scale > 1.01) return;
    if (width !== view.width) tallest = 0;
    width = view.width;
    tallest = Math.max(tallest, view.height);
    style.setProperty('--vvh', `${view.height}px`);
    style.setProperty('--vvtop', `${view.offsetTop}px`);
    if (tallest - view.height > KEYBOARD_PX) dataset.keyboard = '';
    else delete dataset.keyboard;
  };
  const unhook = new AbortController();
  view.addEventListener('resize', measure, { signal: unhook.signal });
  view.addEventListener('scroll', measure, { signal: unhook.signal });
  measure();
  return () => {
    unhook.abort();
    style.removeProperty('--vvh');
    style.removeProperty('--vvtop');
    delete dataset.keyboard;
  };
}
