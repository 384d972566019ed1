// SPDX-License-Identifier: Apache-2.0
// What goes on beside the messages: what comes in is spoken, the room's keys are listened for, and when several
// messages were not sent there is a line for all of them.
import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import type { Room } from '../../../store/room/room.ts';
import { announce, announceUrgently, prepareAnnouncer } from '../../../ui/announcer.ts';
import type { Desk } from '../desk.ts';
import styles from '../RoomView.module.css';
import type { Reading } from '../reading.ts';
import { useKeys } from './use_keys.ts';

interface AsideProps {
  room: Room;
  reading: Reading;
  desk: Desk;
}

export function Aside({ room, reading, desk }: AsideProps) {
  useSpoken(room);
  useKeys(room, reading, desk);
  const n = room.failedCount.value;
  if (n < 2) return null;
  return (
    <div class={styles.failedLine}>
      <span>{t('chat.failed_many', { n })}</span>
      <button
        type="button"
        onClick={() => {
          reading.follow();
          room.retryAll();
        }}
      >
        {t('chat.retry_all')}
      </button>
      <button type="button" onClick={() => room.discardAll()}>
        {t('chat.discard_all')}
      </button>
    </div>
  );
}

// What comes in is spoken once; one's own is not, unless it fails.
function useSpoken(room: Room): void {
  const label = t('chat.list');
  useEffect(() => prepareAnnouncer(label), [label]);
  useEffect(() => room.arrived((entry) => announce(`${entry.sender}: ${entry.content}`)), [room]);
  const failed = useRef(room.failedCount.peek());
  useSignalEffect(() => {
    const count = room.failedCount.value;
    if (count > failed.current) announceUrgently(t('chat.failed_now'));
    failed.current = count;
  });
}
