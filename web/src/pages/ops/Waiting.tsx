// SPDX-License-Identifier: Apache-2.0
// Who waits to be matched, the longest wait first, read anew every few seconds. Which digits somebody typed is
// not told here either.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { readQueue, removeTicket, type Ticket } from '../../net/ops_api.ts';
import { Poll } from '../../store/poll.ts';
import { time } from '../../store/room/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { FormDone } from '../../ui/Field.tsx';
import { known, minutes } from './figures.ts';
import { type Column, Instead, Section, Small, Table, useHeadingAfter } from './Listing.tsx';
import { type Deed, ReasonSheet } from './ReasonSheet.tsx';

export function Waiting() {
  const poll = useMemo(() => new Poll(readQueue), []);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [removed, setRemoved] = useState('');
  useEffect(() => poll.start(), [poll]);
  useHeadingAfter(removed);

  const queue = poll.good.value;
  const rows = queue?.tickets ?? null;

  function remove({ id, user: name }: Ticket) {
    setDeed({
      label: 'ops.remove',
      about: 'ops.remove_about',
      name,
      send: async (reason) => {
        const answer = await removeTicket(id, reason);
        // Matched or gone by himself meanwhile.
        return !answer.ok && answer.code === 'ticket_not_found' ? { ok: true } : answer;
      },
    });
  }

  return (
    <Section
      title={t('ops.queue')}
      {...(queue?.more && { about: t('ops.queue_more', { n: queue.tickets.length }) })}
    >
      <FormDone text={removed === '' ? '' : t('ops.gone', { name: removed })} />
      <Instead
        rows={rows}
        failure={rows === null ? poll.failure.value : null}
        empty="ops.queue_empty"
        onRetry={() => void poll.again()}
      />
      {queue !== null && queue.tickets.length > 0 && (
        <Table columns={columns(queue.at, remove)} rows={queue.tickets} />
      )}
      {deed !== null && (
        <ReasonSheet
          deed={deed}
          onDone={() => {
            setDeed(null);
            setRemoved(deed.name);
            void poll.again();
          }}
          onClose={() => setDeed(null)}
        />
      )}
    </Section>
  );
}

// `now`: when the server looked.
function columns(now: number, onRemove: (ticket: Ticket) => void): Column<Ticket>[] {
  return [
    { label: 'ops.who', cell: 'user' },
    { label: 'ops.kind', cell: (one) => known(`ops.kind_${one.kind}`, one.kind) },
    {
      label: 'ops.state',
      cell: (one) => (
        <>
          {known(`ops.${one.state}`, one.state)} <Small>{t(one.live ? 'ops.online' : 'ops.away')}</Small>
        </>
      ),
    },
    { label: 'ops.waited', cell: (one) => minutes(now - time(one.since)), kind: 'figure' },
    { label: 'ops.left', cell: (one) => minutes(time(one.expiresAt) - now), kind: 'figure' },
    {
      label: 'ops.remove',
      kind: 'press',
      cell: (one) => (
        <Button kind="quiet" onClick={() => onRemove(one)}>
          {t('ops.remove')}
          <span class="hidden-text"> {one.user}</span>
        </Button>
      ),
    },
  ];
}
