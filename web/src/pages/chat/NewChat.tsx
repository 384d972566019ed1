// SPDX-License-Identifier: Apache-2.0
// Where a conversation begins: one field for two things, a person by exact name or a room by its id. Nothing
// is looked up while somebody types.
import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { type Key, t } from '../../i18n/i18n.ts';
import { GroupSheet } from './GroupSheet.tsx';
import styles from './NewChat.module.css';
import { PersonBox, RoomBox } from './WayBox.tsx';

type Way = 'person' | 'room';

const WAYS: readonly [Way, Key][] = [
  ['person', 'new.person_tab'],
  ['room', 'new.room_tab'],
];

export interface NewChatProps {
  // `made`: a group, just now.
  onOpen: (room: string, made: boolean) => void;
  onDebug: (room: string) => void;
  // Where the shortcut goes.
  field: RefObject<HTMLElement | null>;
}

export function NewChat(props: NewChatProps) {
  const [way, setWay] = useState<Way>('person');
  const [group, setGroup] = useState(false);
  const tabs = useRef<HTMLDivElement>(null);
  const open = (room: string) => props.onOpen(room, false);

  // Two tabs: each arrow leads to the other one.
  function walk(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = way === 'person' ? 'room' : 'person';
    setWay(next);
    tabs.current?.querySelector<HTMLElement>(`#way-${next}`)?.focus();
  }

  return (
    <section class={styles.new} aria-label={t('new.title')} ref={props.field}>
      <div class={styles.head}>
        <div role="tablist" aria-label={t('new.title')} class={styles.tabs} ref={tabs} onKeyDown={walk}>
          {WAYS.map(([id, label]) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`way-${id}`}
              aria-selected={id === way}
              aria-controls="way-box"
              tabIndex={id === way ? 0 : -1}
              onClick={() => setWay(id)}
            >
              {t(label)}
            </button>
          ))}
        </div>
        <button type="button" class={styles.side} onClick={() => setGroup(true)}>
          {t('new.group')}
        </button>
      </div>
      <div role="tabpanel" id="way-box" aria-labelledby={`way-${way}`}>
        {way === 'person' ? <PersonBox onOpen={open} /> : <RoomBox onOpen={open} onDebug={props.onDebug} />}
      </div>
      {group && (
        <GroupSheet
          onOpen={(room) => {
            setGroup(false);
            props.onOpen(room, true);
          }}
          onClose={() => setGroup(false)}
        />
      )}
    </section>
  );
}
