// SPDX-License-Identifier: Apache-2.0
// One open room: its head, its messages and the box they are written in. It fills the flex column it is put
// into, which must have a height. RoomView opens the room and closes it again; RoomScreen shows it. What it
// takes to read and to write is here; the rest comes late (later.ts).
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import type { Me } from '../../store/person.ts';
import type { MessageEntry } from '../../store/room/entry.ts';
import { Room } from '../../store/room/room.ts';
import { Composer } from './Composer.tsx';
import { canWrite, type Desk, type Wishes } from './desk.ts';
import { late, loadLate } from './later.ts';
import { MessageList } from './MessageList.tsx';
import { RoomHeader } from './RoomHeader.tsx';
import styles from './RoomView.module.css';
import { nextArticle, Reading } from './reading.ts';

export interface ScreenProps {
  me: Me;
  // Shown as an arrow where there is nothing beside the room.
  onBack?: (() => void) | undefined;
  // Opens what is to know of the room and its people.
  onInfo?: (() => void) | undefined;
}

// An ended room can still be read.
const OVER = ['', 'room_ended', 'close_4410'];

export function RoomView(props: ScreenProps & { id: string }) {
  const { me, id } = props;
  const room = useMemo(() => new Room(me, id), [me, id]);
  useEffect(() => () => room.dispose(), [room]);
  return <RoomScreen key={id} {...props} room={room} />;
}

export function RoomScreen(props: ScreenProps & { room: Room }) {
  const { room, me } = props;
  const part = late.value;
  const refused = room.refused.value;
  const reply = useSignal<MessageEntry | null>(null);
  const lost = useSignal(false);
  const [reading, desk] = useMemo<[Reading, Desk]>(
    () => [new Reading(room), { reply, box: null, put: () => {} }],
    [room],
  );
  useEffect(() => void loadLate(), []);

  if (!OVER.includes(refused)) {
    return <section class={styles.room}>{part && <part.Refused {...props} code={refused} />}</section>;
  }
  return (
    <section class={styles.room}>
      <button type="button" class="skip-link" onClick={() => desk.box?.focus()}>
        {t('chat.skip')}
      </button>
      <RoomHeader {...props} lost={lost} />
      {part && <part.Top {...props} lost={lost} />}
      <Messages room={room} reading={reading} desk={desk} />
      {part && <part.Aside room={room} reading={reading} desk={desk} />}
      {refused === '' && canWrite(room) ? (
        <Composer room={room} me={me} reading={reading} desk={desk} />
      ) : (
        part && <part.Footer {...props} />
      )}
    </section>
  );
}

function Messages(props: { room: Room; reading: Reading; desk: Desk }) {
  const { room, reading, desk } = props;
  const part = late.value;
  const wishes = useMemo<Wishes>(
    () => ({
      reply: (entry) => {
        desk.reply.value = entry;
        desk.box?.focus();
      },
      edit: (content) => desk.put(content),
      retry: (clientId) => {
        reading.follow();
        room.retry(clientId);
      },
    }),
    [room],
  );
  // The beginning of a room alone is nothing to read.
  if (nextArticle(room.rows.value, 0, 1) >= 0) {
    return <MessageList room={room} me={room.name} reading={reading} wishes={wishes} />;
  }
  if (room.about.value !== null && room.history.value === 'ready') return part && <part.Empty room={room} />;
  // Six bubbles, when the first page takes longer than people notice.
  return (
    <div class={styles.skeleton} aria-busy="true">
      {[40, 62, 28, 55, 34, 48].map((wide) => (
        <i key={wide} style={{ width: `${wide}%` }} />
      ))}
    </div>
  );
}
