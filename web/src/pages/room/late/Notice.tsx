// SPDX-License-Identifier: Apache-2.0
// The rows that are no messages: what happened to the people and to the room, and what was taken back. Also
// why a message of mine stays here.
import { t } from '../../../i18n/i18n.ts';
import type { Row } from '../../../store/room/types.ts';
import styles from '../MessageRow.module.css';
import type { RowContext } from '../MessageRow.tsx';
import { Seconds } from './Seconds.tsx';
import { noticeText, reasonText, recalledText } from './words.ts';

export type NoticeRow = Extract<Row, { row: 'notice' | 'recalled' }>;

export function Notice({ row, context }: { row: NoticeRow; context: RowContext }) {
  if (row.row === 'notice') return <>{noticeText(row.entry, context.me, context.pair)}</>;
  return (
    <>
      {recalledText(row, context.me)}
      {row.editable !== null && (
        <button type="button" class={styles.edit} data-act="edit">
          {t('chat.edit_again')}
        </button>
      )}
    </>
  );
}

export function Reason(props: { row: Extract<Row, { row: 'pending' }>; context: RowContext }) {
  const { row, context } = props;
  if (row.retryAt > 0) return <Seconds until={row.retryAt} say="chat.waits" />;
  return <span class={styles.refused}>{reasonText(row.code, context.max)}</span>;
}
