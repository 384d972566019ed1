// SPDX-License-Identifier: Apache-2.0
// The conversations of the person who is here, last activity first. What is known from before is shown at
// once and says so until the server has answered.
import { errorNote, say, t } from '../../i18n/i18n.ts';
import { mutedRooms } from '../../store/muted_rooms.ts';
import type { Me } from '../../store/person.ts';
import type { Rooms } from '../../store/rooms.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/Field.tsx';
import styles from './RoomList.module.css';
import { RoomRow } from './RoomRow.tsx';
import { useLate } from './use_late.ts';

const SKELETON_MS = 300;
// A list that is confirmed sooner was never worth a warning.
const STALE_MS = 2_000;
const SKELETON_ROWS = [1, 2, 3, 4, 5, 6];

export function RoomList({ me, rooms, room }: { me: Me; rooms: Rooms; room: string }) {
  const list = rooms.list.value;
  const failure = rooms.failure.value;
  const stale = useLate(list !== null && rooms.stale.value, STALE_MS);
  const drafts = me.drafts.rooms.value;
  const muted = mutedRooms.value;
  const retry = () => void rooms.reload();

  if (list === null && failure !== null) return <ListFailure reason={failure.code} onRetry={retry} />;
  if (list === null) return <Skeleton />;
  return (
    <>
      <Banner action={failure === null ? undefined : t('list.retry')} onAction={retry}>
        {stale ? t('list.stale') : null}
      </Banner>
      {list.length === 0 ? (
        <p class={styles.empty}>{t('list.empty')}</p>
      ) : (
        <ul class={styles.list}>
          {list.map((one) => (
            <RoomRow
              key={one.id}
              room={one}
              selected={one.id === room}
              muted={muted.has(one.id)}
              draft={drafts.get(one.id) ?? ''}
            />
          ))}
        </ul>
      )}
    </>
  );
}

// Why there is no list, and the way to try again.
export function ListFailure(props: { reason: string; onRetry: () => void }) {
  return (
    <div class={styles.failure}>
      <FormError text={t('list.failed', { reason: say(errorNote(props.reason)) })} />
      <Button onClick={props.onRetry}>{t('list.retry')}</Button>
    </div>
  );
}

export function Skeleton() {
  const late = useLate(true, SKELETON_MS);
  return (
    <div role="status" class={styles.skeleton}>
      {late && (
        <>
          <span class="hidden-text">{t('list.loading')}</span>
          {SKELETON_ROWS.map((row) => (
            <div key={row} aria-hidden="true">
              <span />
              <span />
            </div>
          ))}
        </>
      )}
    </div>
  );
}
