// SPDX-License-Identifier: Apache-2.0
// One report: who, why, what was said, and what is to be done. Opening it is written down by the server, so it
// takes a press; a reload of this tab opens it again.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Key, t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import { type Evidence, openReport, type Report } from '../../net/ops_api.ts';
import { rememberOpened, wasOpened } from '../../store/ops.ts';
import { time } from '../../store/room/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { FormDone } from '../../ui/Field.tsx';
import { longTime } from '../../ui/time.ts';
import { decisions, pardons } from './deeds.ts';
import { reasonText } from './figures.ts';
import { Instead, Moment, Section, useHeadingAfter } from './Listing.tsx';
import styles from './Ops.module.css';
import { partPath } from './paths.ts';
import { type Deed, deedTitle, ReasonSheet } from './ReasonSheet.tsx';
import { Decided } from './Reports.tsx';

export function ReportView({ id }: { id: string }) {
  const [report, setReport] = useState<Report | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [pressed, setPressed] = useState(() => wasOpened(id));

  async function open() {
    setPressed(true);
    setFailure(null);
    rememberOpened(id);
    const answer = await openReport(id);
    if (answer.ok) setReport(answer.report);
    else setFailure(answer);
  }

  useEffect(() => {
    if (pressed) void open();
  }, []);

  const back = (
    <a class={styles.back} href={partPath('reports')}>
      {t('ops.back')}
    </a>
  );
  return (
    <Section title={t('ops.report', { id })} tools={back}>
      {!pressed && (
        <>
          <p>{t('ops.reports_about')}</p>
          <Button kind="primary" onClick={() => void open()}>
            {t('ops.open')}
          </Button>
        </>
      )}
      {pressed && report === null && <Instead rows={null} failure={failure} onRetry={() => void open()} />}
      {report !== null && <Opened report={report} onChange={setReport} />}
    </Section>
  );
}

function Opened({ report, onChange }: { report: Report; onChange: (report: Report) => void }) {
  const [deed, setDeed] = useState<Deed | null>(null);
  const [done, setDone] = useState('');
  useHeadingAfter(done);
  const deeds = pardons(report, Date.now(), onChange);
  if (report.isOpen) deeds.unshift(...decisions(report, onChange));
  return (
    <>
      <FormDone text={done} />
      <div class={styles.report}>
        <Facts report={report} />
        <div class={`card ${styles.evidence}`}>
          <h2>{t('ops.evidence')}</h2>
          {report.evidence.length === 0 && <p>{t('ops.none')}</p>}
          <ol>
            {report.evidence.map((one) => (
              <Said key={one.id} one={one} report={report} />
            ))}
          </ol>
        </div>
        <div class={styles.deeds}>
          {deeds.map((one) => (
            <Button key={one.label} onClick={() => setDeed(one)}>
              {t(one.label)}
            </Button>
          ))}
        </div>
      </div>
      {deed !== null && (
        <ReasonSheet
          deed={deed}
          onDone={() => {
            setDone(deedTitle(deed));
            setDeed(null);
          }}
          onClose={() => setDeed(null)}
        />
      )}
    </>
  );
}

function Facts({ report }: { report: Report }) {
  const muted = time(report.mutedUntil);
  const facts: [Key, ComponentChildren][] = [
    ['ops.why', reasonText(report.reason)],
    ['ops.note', report.note],
    [
      'ops.subject',
      <>
        <bdi>{report.subject}</bdi> {report.subjectDisabled && <Chip text={t('ops.disabled')} />}
        {muted > Date.now() && <Chip text={t('ops.muted', { time: longTime(muted) })} />}
      </>,
    ],
    ['ops.reporter', report.reporter],
    ['ops.room', report.room],
    ['ops.at', <Moment at={report.at} />],
    ['ops.status', <Decided row={report} />],
  ];
  return (
    <dl class={`card ${styles.facts}`}>
      {facts.map(
        ([label, fact]) =>
          fact !== '' && (
            <>
              <dt>{t(label)}</dt>
              <dd dir="auto">{fact}</dd>
            </>
          ),
      )}
    </dl>
  );
}

function Chip({ text }: { text: string }) {
  return <small class={styles.chip}>{text}</small>;
}

function Said({ one, report }: { one: Evidence; report: Report }) {
  const { sender } = one;
  return (
    <li>
      <p>
        <bdi>{sender}</bdi>
        {sender === report.subject && <Chip text={t('ops.subject')} />}
        {one.recalled && <Chip text={t('ops.recalled')} />}
        <small>
          <Moment at={one.at} />
        </small>
      </p>
      <p dir="auto">{one.text}</p>
    </li>
  );
}
