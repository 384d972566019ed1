// SPDX-License-Identifier: Apache-2.0
// The line below a message that the site's filter warns of: to whoever wrote it, and to whoever reads it.
import { isKey, t } from '../../../i18n/i18n.ts';
import type { MessageEntry } from '../../../store/room/entry.ts';
import styles from './Stranger.module.css';

export function Caution({ entry }: { entry: MessageEntry }) {
  const whose = entry.own ? 'own' : 'peer';
  const key = `caution.${whose}.${entry.caution}`;
  // A newer server may have more reasons.
  return <p class={styles.caution}>{t(isKey(key) ? key : `caution.${whose}.word`)}</p>;
}
