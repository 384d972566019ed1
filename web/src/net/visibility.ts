// SPDX-License-Identifier: Apache-2.0
// Whether a person can see this tab.

// Says it at once and whenever it changes; also before the tab closes, as hidden. Answers how to stop.
export function watchVisible(on: (visible: boolean) => void): () => void {
  const say = () => on(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', say);
  say();
  return () => document.removeEventListener('visibilitychange', say);
}
