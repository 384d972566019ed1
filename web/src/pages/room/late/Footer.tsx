// SPDX-License-Identifier: Apache-2.0
// Where there is nothing to read yet, and where nothing can be written any more.
import { useEffect } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import type { Room } from '../../../store/room/room.ts';
import { Button } from '../../../ui/Button.tsx';
import styles from '../RoomView.module.css';
import type { ScreenProps } from '../RoomView.tsx';
import { copyLink } from './RoomMenu.tsx';
import { isStrange, useStranger } from './stranger_part.ts';

export function Empty({ room }: { room: Room }) {
  const about = room.about.value;
  const alone = about !== null && about.other === null && about.memberCount < 2;
  return (
    <div class={styles.empty}>
      <p>{t(alone ? 'chat.alone' : 'chat.empty')}</p>
      {alone && <Button onClick={() => copyLink(room.id)}>{t('chat.copy_link')}</Button>}
    </div>
  );
}

export function Footer({ room, onBack }: ScreenProps & { room: Room }) {
  const about = room.about.value;
  const text = about?.kind === 'system' ? 'chat.read_only' : about?.other ? 'chat.ended' : 'chat.ended_room';
  const isOver = room.ended.value !== null;
  const stranger = useStranger(room);
  // A reload shows what was said here again, not the page about ended rooms.
  useEffect(() => {
    if (isOver) history.replaceState(history.state, '', '?history=1');
  }, [isOver]);
  if (isOver && stranger && isStrange(room)) return <stranger.EndFooter room={room} onBack={onBack} />;
  return (
    <footer class={styles.footer}>
      <p>{t(text)}</p>
      {onBack !== undefined && <Button onClick={onBack}>{t('chat.ended_back')}</Button>}
    </footer>
  );
}
