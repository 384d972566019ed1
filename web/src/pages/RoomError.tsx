// SPDX-License-Identifier: Apache-2.0
// /tools/chat-room-error/<type>/<room>/: why a room did not open, and the way back. The server sends people
// here; a program gets the refusal itself.
import { useEffect } from 'preact/hooks';
import { type Key, t } from '../i18n/i18n.ts';
import { HOME_PATH } from '../store/session.ts';
import { Button } from '../ui/Button.tsx';
import { Plate } from '../ui/Plate.tsx';
import { place, route } from '../ui/router.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import styles from './RoomError.module.css';

// By the type in the address; anything else gets OTHER.
const TEXTS: ReadonlyMap<string, readonly [title: Key, text: Key]> = new Map([
  ['not_found', ['room_error.not_found', 'room_error.not_found_text']],
  ['ended', ['room_error.ended', 'room_error.ended_text']],
  ['no_permission', ['room_error.no_permission', 'room_error.no_permission_text']],
]);

const OTHER: readonly [title: Key, text: Key] = ['room_error.other', 'room_error.other_text'];

export default function RoomError() {
  const { type = '', room = '' } = place.value.params;
  const [title, text] = TEXTS.get(type) ?? OTHER;
  const heading = usePage(title, room);
  useEffect(() => {
    const back = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) route(HOME_PATH);
    };
    addEventListener('keydown', back);
    return () => removeEventListener('keydown', back);
  }, []);

  return (
    <>
      <TopBar home={HOME_PATH} />
      <main class={styles.page}>
        <Plate id={room} label={t('debug.room')} closed />
        <h1 ref={heading} tabIndex={-1}>
          {t(title)}
        </h1>
        <p>{t(text)}</p>
        <Button kind="primary" onClick={() => route(HOME_PATH)}>
          {t('missing.home')}
        </Button>
        <p class={styles.keys}>{t('room_error.keys')}</p>
      </main>
    </>
  );
}
