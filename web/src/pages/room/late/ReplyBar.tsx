// SPDX-License-Identifier: Apache-2.0
// Beside the box: the message that is being answered (Esc gives it up), and how long a long one is.
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import type { MessageEntry } from '../../../store/room/entry.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { CLOSE } from '../../../ui/more_glyphs.ts';
import styles from '../Composer.module.css';

export function ReplyBar({ entry, reply }: { entry: MessageEntry; reply: Signal<MessageEntry | null> }) {
  const cancel = () => {
    reply.value = null;
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog')) return;
      event.preventDefault();
      cancel();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div class={styles.reply}>
      <p>
        <strong>{t('chat.replying', { name: entry.own ? t('chat.you_object') : entry.sender })}</strong>
        <bdi>{entry.content}</bdi>
      </p>
      <button type="button" class="icon-button" aria-label={t('chat.reply_cancel')} onClick={cancel}>
        <Icon path={CLOSE} size={20} />
      </button>
    </div>
  );
}

export function Count({ n, max }: { n: number; max: number }) {
  const over = n > max;
  return (
    <p class={`${styles.count} ${over ? styles.over : ''}`} role="status">
      {t(over ? 'chat.too_long' : 'chat.count', { n, max })}
    </p>
  );
}
