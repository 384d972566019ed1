// SPDX-License-Identifier: Apache-2.0
// The messages that go with a report, to be looked at before it goes. The server takes them from its own log: this
// is what that has, as far as this page knows.
import { t } from '../../i18n/i18n.ts';
import type { MessageEntry } from '../../store/room/entry.ts';
import styles from './Safety.module.css';

export function Attached({ messages }: { messages: readonly MessageEntry[] }) {
  return (
    <details class={styles.attached}>
      <summary>{t('reporting.attached')}</summary>
      <p class={styles.about}>{t('reporting.attached_about')}</p>
      {messages.length === 0 && <p>{t('reporting.attached_none')}</p>}
      <ol>
        {messages.map((one) => (
          <li key={one.id}>
            <bdi>{one.own ? t('reporting.you') : one.sender}</bdi>
            <span dir="auto">{one.recalled ? t('reporting.recalled') : one.content}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
