// SPDX-License-Identifier: Apache-2.0
// The event log: newest at the bottom, following it as long as the reader stands there. Frames unfold to full
// JSON.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { say, t } from '../../i18n/i18n.ts';
import type { Frame } from '../../net/frames.ts';
import type { EventLog, LogRow } from '../../store/event_log.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './EventLogView.module.css';
import { frameLine } from './frame_line.ts';
import { clock } from './report.ts';

const AT_END_PX = 40;

export function EventLogView({ log, titleId }: { log: EventLog; titleId: string }) {
  const rows = log.shown.value;
  const box = useRef<HTMLElement>(null);
  const following = useRef(true);
  // Every new row moves the end.
  useLayoutEffect(() => {
    if (following.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [rows]);

  return (
    <>
      <div class={styles.head}>
        <h2 id={titleId}>{t('log.title')}</h2>
        <Button kind="quiet" onClick={() => log.togglePause()}>
          {log.paused.value ? t('log.resume', { n: log.behind.value }) : t('log.pause')}
        </Button>
        <Button kind="quiet" onClick={() => log.clear()}>
          {t('log.clear')}
        </Button>
      </div>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: a box that scrolls must take the focus */}
      <section
        ref={box}
        class={styles.box}
        tabIndex={0}
        aria-labelledby={titleId}
        onScroll={({ currentTarget: el }) => {
          following.current = el.scrollHeight - el.scrollTop - el.clientHeight < AT_END_PX;
        }}
      >
        {rows.length === 0 ? (
          <p class={styles.empty}>{t('log.empty')}</p>
        ) : (
          <ol>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ol>
        )}
      </section>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: the box above */}
    </>
  );
}

function Row({ row }: { row: LogRow }) {
  return (
    <li class={styles.row} data-kind={row.kind}>
      <time class={styles.time} dateTime={new Date(row.at).toISOString()}>
        {clock(row.at)}
      </time>
      <span class={styles[row.kind]}>{t(`log.${row.kind}`)}</span>
      {row.frame === undefined ? (
        <span class={styles.text} dir="auto">
          {[row.text, row.note && say(row.note)].filter(Boolean).join(' · ')}
        </span>
      ) : (
        <FrameText frame={row.frame} />
      )}
    </li>
  );
}

function FrameText({ frame }: { frame: Frame }) {
  const { type, rest } = frameLine(frame);
  return (
    <details
      class={styles.text}
      onToggle={({ currentTarget: el }) => el.open && el.scrollIntoView({ block: 'nearest' })}
    >
      <summary>
        <b>{type}</b> <bdi>{rest}</bdi>
      </summary>
      <pre>{JSON.stringify(frame, null, 2)}</pre>
    </details>
  );
}
