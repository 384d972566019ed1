// SPDX-License-Identifier: Apache-2.0
// What people reported: those that wait for a decision, or all. A row tells who and why; what was said is in
// the report, which is opened by a button.
import { useMemo } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { type ReportRow, readReports } from '../../net/ops_api.ts';
import { rememberOpened } from '../../store/ops.ts';
import { Parts } from '../../store/parts.ts';
import { Button } from '../../ui/Button.tsx';
import { route } from '../../ui/router.tsx';
import { known, reasonText } from './figures.ts';
import { type Column, Moment, PartsTable, Refresh, Section, Small } from './Listing.tsx';
import styles from './Ops.module.css';
import { partPath } from './paths.ts';

const COLUMNS: readonly Column<ReportRow>[] = [
  { label: 'ops.number_of', cell: (one) => <b>#{one.id}</b> },
  { label: 'ops.at', cell: (one) => <Moment at={one.at} /> },
  { label: 'ops.why', cell: (one) => reasonText(one.reason) },
  { label: 'ops.subject', cell: 'subject' },
  { label: 'ops.reporter', cell: 'reporter' },
  { label: 'ops.room', cell: 'room' },
  { label: 'ops.status', cell: (one) => <Decided row={one} /> },
  {
    label: 'ops.open',
    kind: 'press',
    cell: ({ id }) => (
      <Button
        kind="quiet"
        onClick={() => {
          rememberOpened(id);
          route(partPath('reports', { report: id }));
        }}
      >
        {t('ops.open')}
        <span class="hidden-text"> #{id}</span>
      </Button>
    ),
  },
];

export function Reports({ all }: { all: boolean }) {
  const parts = useMemo(() => new Parts((before) => readReports(all, before)), [all]);
  return (
    <Section
      title={t('ops.reports')}
      about={t('ops.reports_about')}
      tools={
        <div class={styles.tools}>
          <a href={partPath('reports')} aria-current={all ? undefined : 'page'}>
            {t('ops.open_only')}
          </a>
          <a href={partPath('reports', { all: '1' })} aria-current={all ? 'page' : undefined}>
            {t('ops.all')}
          </a>
          <Refresh parts={parts} />
        </div>
      }
    >
      <PartsTable parts={parts} columns={COLUMNS} empty={all ? undefined : 'ops.none_open'} />
    </Section>
  );
}

// What was decided, by whom and when.
export function Decided({ row }: { row: ReportRow }) {
  if (row.isOpen) return <>{t('ops.open_only')}</>;
  return (
    <>
      {known(`ops.${row.outcome}`, row.outcome)}{' '}
      <Small>
        <bdi>{row.by}</bdi> <Moment at={row.resolvedAt} />
      </Small>
    </>
  );
}
