// SPDX-License-Identifier: Apache-2.0
// /tools/ops/: how the server is doing, who waits, what people reported and what operators did. For staff; the
// server says who that is, and nothing is shown before it has.
import { useEffect, useMemo } from 'preact/hooks';
import { errorNote, say, t } from '../i18n/i18n.ts';
import { Desk } from '../store/ops.ts';
import { HOME_PATH } from '../store/session.ts';
import { FormError } from '../ui/Field.tsx';
import { place } from '../ui/router.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { clock } from '../ui/time.ts';
import { usePage } from '../ui/use_page.ts';
import { leaveToLogin } from './leave.ts';
import { Instead, useHeadingAfter } from './ops/Listing.tsx';
import { Audit, Handshakes } from './ops/Logs.tsx';
import styles from './ops/Ops.module.css';
import { PARTS, type PartName, partOf, partPath } from './ops/paths.ts';
import { Reports } from './ops/Reports.tsx';
import { ReportView } from './ops/ReportView.tsx';
import { Tiles } from './ops/Tiles.tsx';
import { Waiting } from './ops/Waiting.tsx';

export default function Ops() {
  const part = partOf(place.value.query.section);
  const heading = usePage('ops.title', t(`ops.${part}`));
  const desk = useMemo(() => new Desk(), []);
  const { good, failure } = desk.overview;
  const status = failure.value?.status;

  useEffect(() => desk.overview.start(), [desk]);
  useEffect(() => {
    if (status === 401) leaveToLogin();
  }, [status]);

  return (
    <>
      <TopBar home={HOME_PATH} />
      <main class={styles.page}>
        <h1 ref={heading} tabIndex={-1}>
          {t('ops.title')}
        </h1>
        {status === 403 ? (
          <>
            <p>{t('ops.not_staff')}</p>
            <a class={styles.back} href={HOME_PATH}>
              {t('missing.home')}
            </a>
          </>
        ) : good.value === null ? (
          <Instead rows={null} failure={failure.value} onRetry={() => void desk.overview.again()} />
        ) : (
          <Shown desk={desk} part={part} />
        )}
      </main>
    </>
  );
}

function Shown({ desk, part }: { desk: Desk; part: PartName }) {
  const { report = '', all } = place.value.query;
  const now = desk.overview.good.value;
  const failure = desk.overview.failure.value;
  useHeadingAfter(part + report);
  if (now === null) return null;
  return (
    <>
      <nav class={styles.nav} aria-label={t('ops.title')}>
        {PARTS.map((name) => (
          <a key={name} href={partPath(name)} aria-current={name === part ? 'page' : undefined}>
            {t(`ops.${name}`)}
            {name === 'reports' && (now.figures.open_reports ?? 0) > 0 && <b>{now.figures.open_reports}</b>}
          </a>
        ))}
      </nav>
      <FormError
        text={
          failure === null
            ? ''
            : t('ops.stale', { reason: say(errorNote(failure.code)), time: clock(now.at) })
        }
      />
      {part === 'overview' && <Tiles desk={desk} now={now} />}
      {part === 'queue' && <Waiting />}
      {part === 'reports' &&
        (report === '' ? <Reports all={all === '1'} /> : <ReportView key={report} id={report} />)}
      {part === 'handshakes' && <Handshakes />}
      {part === 'audit' && <Audit />}
    </>
  );
}
