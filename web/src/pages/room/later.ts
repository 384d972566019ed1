// SPDX-License-Identifier: Apache-2.0
// The late part of a room's screen: menus, jumps, banners, notices and the like, with their words. It is
// asked for at once and waited for by nothing; reading and writing go on without it.
import { signal } from '@preact/signals';
import { needTexts } from '../../i18n/i18n.ts';

const AGAIN_MS = 3_000;

export type Late = typeof import('./late/late.ts');

export const late = signal<Late | null>(null);

export async function loadLate(): Promise<void> {
  if (late.peek() !== null) return;
  try {
    const [part] = await Promise.all([import('./late/late.ts'), needTexts('chat_more', 'errors')]);
    late.value = part;
  } catch {
    // No network, or updated under an open tab, which is told so by others.
    setTimeout(loadLate, AGAIN_MS);
  }
}
