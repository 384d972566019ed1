// SPDX-License-Identifier: Apache-2.0
// The two logs: connections that were refused, and what operators have done. Both are only read.
import { useMemo } from 'preact/hooks';
import { errorNote, isKey, say, t } from '../../i18n/i18n.ts';
import { type Act, type Handshake, readActs, readHandshakes } from '../../net/ops_api.ts';
import { Parts } from '../../store/parts.ts';
import { type Column, Moment, PartsTable, Refresh, Section, Small } from './Listing.tsx';
import styles from './Ops.module.css';

const HANDSHAKES: readonly Column<Handshake>[] = [
  { label: 'ops.number_of', cell: (one) => <b class={styles.code}>{one.id}</b> },
  { label: 'ops.at', cell: (one) => <Moment at={one.at} /> },
  {
    label: 'ops.why',
    cell: ({ code = '', detail }) => (
      <>
        <span class={styles.code}>{code}</span>
        <Small>{isKey(`error.${code}`) ? say(errorNote(code)) : ''}</Small>
        <Small>
          <bdi>{detail}</bdi>
        </Small>
      </>
    ),
  },
  {
    label: 'ops.check',
    cell: (one) => (
      <>
        {one.stage} <Small>{one.status}</Small>
      </>
    ),
  },
  { label: 'ops.room', cell: 'room' },
  {
    label: 'ops.who',
    cell: (one) => (
      <>
        <bdi>{one.user}</bdi>
        <Small>{one.address}</Small>
      </>
    ),
  },
  {
    label: 'ops.from',
    cell: (one) => (
      <>
        <bdi>{one.origin}</bdi>
        <Small>
          <bdi>{one.agent}</bdi>
        </Small>
      </>
    ),
  },
];

const ACTS: readonly Column<Act>[] = [
  { label: 'ops.at', cell: (one) => <Moment at={one.at} /> },
  { label: 'ops.who', cell: 'by' },
  { label: 'ops.act', cell: (one) => <span class={styles.code}>{one.act}</span> },
  { label: 'ops.object', cell: 'subject' },
  { label: 'ops.reason', cell: 'reason' },
];

export function Handshakes() {
  const parts = useMemo(() => new Parts(readHandshakes), []);
  return (
    <Section title={t('ops.handshakes')} tools={<Refresh parts={parts} />}>
      <PartsTable parts={parts} columns={HANDSHAKES} />
    </Section>
  );
}

export function Audit() {
  const parts = useMemo(() => new Parts(readActs), []);
  return (
    <Section title={t('ops.audit')} tools={<Refresh parts={parts} />}>
      <PartsTable parts={parts} columns={ACTS} />
    </Section>
  );
}
