// SPDX-License-Identifier: Apache-2.0
// Puts a text on the clipboard and says that it is there.
import { t } from '../i18n/i18n.ts';
import { toast } from './Toast.tsx';

export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    // Not allowed, or not over https.
    toast(t('chat.no_clipboard'));
  }
}
