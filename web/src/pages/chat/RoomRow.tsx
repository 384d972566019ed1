// SPDX-License-Identifier: Apache-2.0
// One conversation in the list: a link to its room.
import { t } from '../../i18n/i18n.ts';
import type { RoomSummary } from '../../store/rooms.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { BELL_OFF } from '../../ui/more_glyphs.ts';
import { roomName } from '../../ui/room_name.ts';
import { Time } from '../../ui/Time.tsx';
import { shortTime } from '../../ui/time.ts';
import styles from './RoomList.module.css';
import { badgeText, isPair, plateText, previewOf } from './room_row.ts';
import { roomAddress } from './ways.ts';

export function RoomRow(props: { room: RoomSummary; selected: boolean; muted: boolean; draft: string }) {
  const { room, muted } = props;
  const name = roomName(room);
  const at = room.preview?.at || room.updatedAt;
  return (
    <li class={styles.item}>
      <a
        class={`${styles.row} ${room.status === 'ended' ? styles.ended : ''}`}
        href={roomAddress(room.id)}
        data-room={room.id}
        aria-current={props.selected ? 'page' : undefined}
      >
        {isPair(room) ? (
          <Avatar name={name} online={room.other?.online} size="large" />
        ) : (
          <span class={styles.door} aria-hidden="true">
            {plateText(room.kind === 'system' ? '!' : name)}
          </span>
        )}
        <span class={styles.text}>
          <span class={styles.line}>
            <bdi class={styles.name}>{name}</bdi>
            {room.other?.online && <span class="hidden-text">{t('list.online')}</span>}
            <span class={styles.time}>{at > 0 && <Time at={at} say={shortTime} />}</span>
          </span>
          <span class={styles.line}>
            <Last room={room} draft={props.selected ? '' : props.draft} />
            {muted && (
              <>
                <Icon path={BELL_OFF} size={16} />
                <span class="hidden-text">{t('list.muted')}</span>
              </>
            )}
            {room.unread > 0 && <Unread count={room.unread} muted={muted} />}
          </span>
        </span>
      </a>
    </li>
  );
}

// What somebody began to write comes before what was said last.
function Last(props: { room: RoomSummary; draft: string }) {
  if (props.draft !== '') {
    return (
      <span class={styles.last}>
        <span class={styles.draft}>{t('list.draft')}</span> <bdi>{props.draft}</bdi>
      </span>
    );
  }
  const { lead, text } = previewOf(props.room);
  return (
    <span class={styles.last}>
      {lead}
      <bdi>{text}</bdi>
    </span>
  );
}

function Unread(props: { count: number; muted: boolean }) {
  return (
    <span class={`${styles.unread} ${props.muted ? styles.still : ''}`}>
      <span aria-hidden="true">{badgeText(props.count)}</span>
      <span class="hidden-text">{t('list.unread', { n: props.count })}</span>
    </span>
  );
}
