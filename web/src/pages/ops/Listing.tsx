// SPDX-License-Identifier: Apache-2.0
// What the sections share: a heading with its tools, rows as a table that is cards on a phone, and what stands
// in its place while there are no rows.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { errorNote, type Key, say, t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import type { Parts } from '../../store/parts.ts';
import { time } from '../../store/room/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { RETRY } from '../../ui/more_glyphs.ts';
import { Time } from '../../ui/Time.tsx';
import { longTime } from '../../ui/time.ts';
import styles from './Ops.module.css';

const HEADING = 'ops-part';

export interface Column<Row> {
  label: Key;
  // Or which of the row's texts it is.
  cell: keyof Row | ((row: Row) => ComponentChildren);
  // A number, aligned with those above it; or something to press, whose column needs no name.
  kind?: 'figure' | 'press';
}

export function Section(props: {
  title: string;
  tools?: ComponentChildren;
  about?: string;
  children: ComponentChildren;
}) {
  return (
    <section class={styles.section} aria-labelledby={HEADING}>
      <div class={styles.head}>
        <h2 id={HEADING} tabIndex={-1}>
          {props.title}
        </h2>
        <p class={styles.about}>{props.about}</p>
        {props.tools}
      </div>
      {props.children}
    </section>
  );
}

export function Table<Row extends { id: string }>(props: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}) {
  const { columns, rows } = props;
  return (
    <table class={`card ${styles.table}`} aria-labelledby={HEADING}>
      <thead>
        <tr>
          {columns.map(({ label, kind }) => (
            <th key={label} scope="col" data-kind={kind}>
              {t(label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {columns.map(({ label, cell, kind }) => (
              <td key={label} data-label={t(label)} data-kind={kind}>
                {typeof cell === 'function' ? cell(row) : row[cell] && <bdi>{row[cell]}</bdi>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// Why there are no rows, as long as there are none. A short wait is not shown (the style sheet waits).
export function Instead(props: {
  rows: readonly unknown[] | null;
  failure: Refusal | null;
  empty?: Key | undefined;
  onRetry: () => void;
}) {
  const { rows, failure, empty = 'ops.none' } = props;
  return (
    <>
      <FormError text={failure === null ? '' : say(errorNote(failure.code))} />
      {failure !== null && <Button onClick={props.onRetry}>{t('app.reload')}</Button>}
      <div role="status" class={styles.about}>
        {rows === null && failure === null && <p class={styles.late}>{t('ops.loading')}</p>}
        {rows?.length === 0 && t(empty)}
      </div>
    </>
  );
}

// A list that is read part by part, from its beginning whenever it comes into sight.
export function PartsTable<Row extends { id: string }>(props: {
  parts: Parts<Row>;
  columns: readonly Column<Row>[];
  empty?: Key | undefined;
}) {
  const { parts, columns, empty } = props;
  const rows = parts.rows.value;
  const reload = () => void parts.reload();
  useEffect(reload, [parts]);
  return (
    <>
      <Instead rows={rows} failure={parts.failure.value} empty={empty} onRetry={reload} />
      {rows !== null && rows.length > 0 && <Table columns={columns} rows={rows} />}
      {parts.hasMore && <Button onClick={() => void parts.readMore()}>{t('ops.more')}</Button>}
    </>
  );
}

export function Refresh({ parts }: { parts: Pick<Parts<unknown>, 'reload'> }) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t('app.reload')}
      onClick={() => void parts.reload()}
    >
      <Icon path={RETRY} />
    </button>
  );
}

// The focus goes to the heading when that changed: what had it is gone.
export function useHeadingAfter(what: string): void {
  const before = useRef(what);
  useEffect(() => {
    if (before.current !== what) document.getElementById(HEADING)?.focus();
    before.current = what;
  }, [what]);
}

// A moment of the server's; nothing when there is none.
export function Moment({ at = '' }: { at: string | undefined }) {
  return at === '' ? null : <Time at={time(at)} say={longTime} />;
}

// Under something, smaller: what matters less.
export function Small({ children }: { children: ComponentChildren }) {
  return children && <small dir="auto">{children}</small>;
}
