// SPDX-License-Identifier: Apache-2.0
// /tools/chat/debug/<room>/: is the connection sound, and if not, which link broke and how to mend it. The
// work is in store/room_debug.ts; this page shows it.
import { useEffect, useState } from 'preact/hooks';
import { type Note, say, t } from '../i18n/i18n.ts';
import type { SocketState } from '../net/socket_state.ts';
import { RoomDebug } from '../store/room_debug.ts';
import { HOME_PATH } from '../store/session.ts';
import { Button } from '../ui/Button.tsx';
import { Plate } from '../ui/Plate.tsx';
import { place } from '../ui/router.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import styles from './Debug.module.css';
import { CheckList } from './debug/CheckList.tsx';
import { EventLogView } from './debug/EventLogView.tsx';
import { ReportButton } from './debug/ReportButton.tsx';
import { SendBox } from './debug/SendBox.tsx';

export default function Debug() {
  const room = place.value.params.room ?? '';
  const heading = usePage('debug.title', room);
  const [debug, setDebug] = useState<RoomDebug | null>(null);
  useEffect(() => {
    const mine = new RoomDebug(room, () => t('check.probe_text'));
    setDebug(mine);
    return () => mine.dispose();
  }, [room]);

  return (
    <>
      <TopBar home={HOME_PATH} />
      <main class={styles.page}>
        <div class={styles.head}>
          <h1 ref={heading} tabIndex={-1}>
            {t('debug.title')}
          </h1>
          <Plate id={room} label={t('debug.room')} />
          {debug !== null && <Connection debug={debug} />}
        </div>
        {debug !== null && (
          <>
            <section class={`card ${styles.checks}`} aria-labelledby="checks-title">
              <h2 id="checks-title">{t('checks.title')}</h2>
              <CheckList debug={debug} />
              <Tools debug={debug} room={room} />
            </section>
            <div class={`card ${styles.log}`}>
              <EventLogView log={debug.log} titleId="log-title" />
              <SendBox debug={debug} />
            </div>
          </>
        )}
      </main>
    </>
  );
}

function Connection({ debug }: { debug: RoomDebug }) {
  const state = debug.state.value;
  const seconds = useSecondsUntil(state.retryAt);
  const away = state.phase === 'idle' || state.phase === 'refused';
  return (
    <>
      <p role="status" class={`${styles.state} ${styles[state.phase]}`}>
        {say(stateNote(state, debug.roundTripMs.value, seconds))}
      </p>
      {away ? (
        <Button kind="primary" onClick={() => debug.connect()}>
          {t('debug.connect')}
        </Button>
      ) : (
        <Button onClick={() => debug.disconnect()}>{t('debug.disconnect')}</Button>
      )}
    </>
  );
}

function Tools({ debug, room }: { debug: RoomDebug; room: string }) {
  const phase = debug.state.value.phase;
  const primary = phase === 'idle' || phase === 'refused' ? 'plain' : 'primary';
  return (
    <div class={styles.tools}>
      <Button kind={primary} wide onClick={() => void debug.recheck()}>
        {t('debug.recheck')}
      </Button>
      <Button wide disabled={phase !== 'open'} onClick={() => debug.drop()}>
        {t('debug.drop')}
      </Button>
      <ReportButton debug={debug} room={room} />
    </div>
  );
}

export function stateNote(state: SocketState, ms: number | null, seconds: number): Note {
  switch (state.phase) {
    case 'open':
      return ms === null ? { key: 'state.open' } : { key: 'state.open_ms', params: { ms } };
    case 'waiting':
      return { key: 'state.waiting', params: { n: state.attempt, s: seconds } };
    case 'refused':
      // A connection that was open once did not fail; it ended.
      return { key: state.why.startsWith('close_') ? 'state.ended' : 'state.refused' };
    default:
      return { key: `state.${state.phase}` };
  }
}

// Whole seconds left until `at` (milliseconds since 1970), drawn again each second while there are any.
function useSecondsUntil(at: number): number {
  const [, redraw] = useState(0);
  const left = Math.max(0, at - Date.now());
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => redraw((n) => n + 1), left % 1000 || 1000);
    return () => clearTimeout(timer);
  });
  return Math.ceil(left / 1000);
}
