// SPDX-License-Identifier: Apache-2.0
// What floats over the messages: the ways to the newest and to the first unread one, and what there is to say
// about earlier ones.
import { useRef } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import type { Room } from '../../../store/room/room.ts';
import type { Row } from '../../../store/room/types.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { DOWN, UP } from '../../../ui/more_glyphs.ts';
import styles from '../MessageList.module.css';
import { lineOf, NEAR_PX, type Reading } from '../reading.ts';
import { jumpToLine } from './jumping.ts';

const BELOW_MAX = 99;
const ABOVE_MAX = 999;

export function Jumps({ room, rows, reading }: { room: Room; rows: readonly Row[]; reading: Reading }) {
  const { first, last, left, seen } = reading.spot.value;
  // Once the unread line was in view, nobody needs to be led there.
  const lineSeen = useRef(false);
  const line = lineOf(rows);
  if (line >= first && line <= last) lineSeen.current = true;
  const above = lineSeen.current ? 0 : unreadAbove(line, first, rows, room);
  const below = left <= NEAR_PX ? -1 : countOthers(rows, last + 1, seen);
  return (
    <>
      {above > 0 && (
        <button
          type="button"
          class={`${styles.jump} ${styles.up}`}
          onClick={() => {
            lineSeen.current = true;
            void jumpToLine(room, reading);
          }}
        >
          <Icon path={UP} size={20} />
          {t('chat.unread_above', { n: above })}
        </button>
      )}
      {below >= 0 && (
        <button
          type="button"
          class={`${styles.jump} ${styles.down}`}
          aria-label={below > 0 ? t('chat.to_end_n', { n: below }) : t('chat.to_end')}
          onClick={() => {
            lineSeen.current = true;
            reading.follow();
          }}
        >
          <Icon path={DOWN} size={20} />
          {below > 0 && (below > BELOW_MAX ? `${BELOW_MAX}+` : below)}
        </button>
      )}
    </>
  );
}

// How many messages to lead back to; a line that is not loaded lies above all that is.
export function unreadAbove(line: number, first: number, rows: readonly Row[], room: Room): number {
  if (line >= 0) return line < first ? countOthers(rows, line + 1, 0) : 0;
  const unread = room.newest.value - room.unreadFrom.value;
  const elsewhere = room.hasEarlier.value && room.about.value?.role !== 'guest' && unread > rows.length;
  return elsewhere ? Math.min(ABOVE_MAX, unread) : 0;
}

export function countOthers(rows: readonly Row[], from: number, seen: number): number {
  let count = 0;
  for (let at = from; at < rows.length; at++) {
    const row = rows[at];
    if (row?.row === 'message' && !row.entry.own && row.entry.id > seen) count += 1;
  }
  return count;
}

export function Earlier({ room }: { room: Room }) {
  const history = room.history.value;
  if (history === 'failed') {
    return (
      <p class={styles.earlier} role="alert">
        {t('chat.earlier_failed')}
        <button type="button" onClick={() => void room.loadEarlier()}>
          {t('chat.retry')}
        </button>
      </p>
    );
  }
  return history === 'loading' ? (
    <p class={`${styles.earlier} ${styles.late}`}>{t('chat.earlier_loading')}</p>
  ) : null;
}
