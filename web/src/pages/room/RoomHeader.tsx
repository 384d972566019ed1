// SPDX-License-Identifier: Apache-2.0
// The head of a room: the way back, its door plate (a press copies the link), its name with how it stands
// there, and the menu of what can be done with it.
import type { Signal } from '@preact/signals';
import { t } from '../../i18n/i18n.ts';
import type { Room } from '../../store/room/room.ts';
import { BACK } from '../../ui/glyphs.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Plate } from '../../ui/Plate.tsx';
import { usePage } from '../../ui/use_page.ts';
import { plateText, roomName } from './desk.ts';
import { late } from './later.ts';
import styles from './RoomHeader.module.css';
import type { ScreenProps } from './RoomView.tsx';

// `lost`: the line is down, and has been for a while.
export function RoomHeader(props: ScreenProps & { room: Room; lost: Signal<boolean> }) {
  const { room, onBack, lost } = props;
  const part = late.value;
  const name = roomName(room.about.value, room.id);
  const heading = usePage('home.title', name);
  return (
    <header class={styles.header}>
      {onBack && (
        <button
          type="button"
          class={`icon-button ${styles.button} ${styles.back}`}
          aria-label={t('chat.back')}
          onClick={onBack}
        >
          <Icon path={BACK} />
        </button>
      )}
      <button
        type="button"
        class={`icon-button ${styles.plate}`}
        title={t('chat.copy_link')}
        onClick={() => part?.copyLink(room.id)}
      >
        <Plate id={plateText(room.id)} label={t('chat.plate')} />
      </button>
      <div class={styles.who}>
        <h1 ref={heading} tabIndex={-1} dir="auto">
          {name || <span class="hidden-text">{t('home.title')}</span>}
        </h1>
        <Status room={room} lost={lost.value} />
      </div>
      {part && <part.MenuButton {...props} />}
    </header>
  );
}

// The first that applies: the line is lost, somebody writes, the other is there, so many are there, nobody.
function Status({ room, lost }: { room: Room; lost: boolean }) {
  const about = room.about.value;
  const other = about?.other ?? null;
  const [writer = '', ...writers] = room.typing.value;
  const { count: n, names } = room.online.value;
  const there = other === null ? n > 0 : names?.has(other) === true;
  let text = other === null ? t('chat.status.count', { n }) : t('chat.status.online');
  if (lost) text = t('chat.status.lost');
  else if (writers.length > 0) text = t('chat.status.typing_many', { n: writers.length + 1 });
  else if (writer !== '') {
    text = other === null ? t('chat.status.typing_one', { name: writer }) : t('chat.status.typing_other');
  } else if (!there) text = about === null ? '' : t('chat.status.offline');
  const writing = !lost && writer !== '';
  return (
    <p class={`${styles.status} ${!lost && (there || writing) ? styles.there : ''}`}>
      {text}
      {writing && (
        <span class={styles.dots} aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
    </p>
  );
}
