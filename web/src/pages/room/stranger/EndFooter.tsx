// SPDX-License-Identifier: Apache-2.0
// In the place of the box when a conversation of strangers is over: who ended it, until when it can be read, and
// the ways on.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import { readSite } from '../../../net/site_api.ts';
import { isEndedByMe } from '../../../store/ended_by_me.ts';
import type { Room } from '../../../store/room/room.ts';
import type { Row } from '../../../store/room/types.ts';
import { Button } from '../../../ui/Button.tsx';
import { route } from '../../../ui/router.tsx';
import { longTime } from '../../../ui/time.ts';
import { openReport } from '../late/opening.ts';
import styles from '../RoomView.module.css';

// Other ends are nobody's, such as somebody who did not come.
const BY_SOMEBODY = ['left', 'ended'];

export function EndFooter({ room, onBack }: { room: Room; onBack: (() => void) | undefined }) {
  const keptMs = useKeptMs();
  const last = lastMoment(room.rows.value);
  const theirs = BY_SOMEBODY.includes(room.ended.value?.reason ?? '') && !isEndedByMe(room.id);
  const again = room.about.value?.kind === 'number' ? '/tools/number-match/' : '/tools/heart_link/';
  return (
    <footer class={`${styles.footer} ${styles.over}`}>
      <p role="status">
        {t(theirs ? 'stranger.ended_theirs' : 'chat.ended')}
        {keptMs > 0 && last > 0 && (
          <small>{t('stranger.deleted_at', { time: longTime(last + keptMs) })}</small>
        )}
      </p>
      <Button kind="primary" onClick={() => route(again)}>
        {t('stranger.again')}
      </Button>
      <Button onClick={() => openReport(room)}>{t('chat.report')}</Button>
      {onBack !== undefined && <Button onClick={onBack}>{t('stranger.back')}</Button>}
    </footer>
  );
}

// For how long the site keeps what was said among strangers; 0 while that is not known.
function useKeptMs(): number {
  const [keptMs, setKeptMs] = useState(0);
  useEffect(() => {
    let gone = false;
    void readSite().then(({ historyMs }) => gone || setKeptMs(historyMs));
    return () => {
      gone = true;
    };
  }, []);
  return keptMs;
}

// When the last of it happened: that goes last.
function lastMoment(rows: readonly Row[]): number {
  const moments = rows.map((row) => ('entry' in row && 'at' in row.entry ? row.entry.at : 0));
  return Math.max(0, ...moments);
}
