// SPDX-License-Identifier: Apache-2.0
// The list of conversations with its head and the ways into new ones. It comes as a chunk of its own: on a phone
// a room that was opened by its address does not wait for it.
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { HOME_PATH } from '../../store/session.ts';
import { place, route } from '../../ui/router.tsx';
import styles from '../Chat.module.css';
import Invitation from '../Invitation.tsx';
import { useDecisions } from '../safety/use_decisions.ts';
import { ChatHead } from './ChatHead.tsx';
import { MeetCards } from './MeetCards.tsx';
import { NewChat } from './NewChat.tsx';
import { ListFailure, RoomList, Skeleton } from './RoomList.tsx';
import { neighbour, type Shortcut, useShortcuts } from './shortcuts.ts';
import type { Here } from './use_me.ts';
import { debugAddress, roomAddress } from './ways.ts';

export function ListPart(props: { here: Here; room: string; onInfo: (room: string) => void }) {
  const { here, room } = props;
  const { me, failure } = here;
  const rooms = me?.rooms.value ?? null;
  const { query } = place.value;
  const start = useRef<HTMLElement>(null);
  const open = useCallback((id: string) => route(roomAddress(id)), []);
  useFocusBack(room);
  useDecisions(me);
  useShortcuts(
    useCallback(
      (shortcut: Shortcut) => {
        if (shortcut === 'find') return find(start.current, () => route(HOME_PATH));
        if (shortcut === 'help') return showShortcuts();
        if (shortcut === 'region' || shortcut === 'region_back') return walkRegions(shortcut);
        const next = neighbour(rooms?.list.peek() ?? [], room, shortcut);
        if (next !== null) open(next);
      },
      [rooms, room, open],
    ),
  );

  return (
    <div class={styles.side} {...landmark(room)}>
      {room !== '' && (
        <button type="button" class="skip-link" onClick={() => document.getElementById('room')?.focus()}>
          {t('home.skip')}
        </button>
      )}
      <ChatHead username={me?.username ?? ''} main={room === ''} />
      <div class={styles.scroll}>
        {query.join && <Invitation code={query.join} />}
        <NewChat
          field={start}
          onOpen={(id, made) => {
            open(id);
            // A new one need not wait until the server tells of it.
            if (rooms?.list.peek()?.every((one) => one.id !== id)) void rooms.reload();
            // Who has just made a group wants people in it.
            if (made) props.onInfo(id);
          }}
          onDebug={(id) => route(debugAddress(id))}
        />
        <MeetCards />
        {me !== null && rooms !== null && <RoomList me={me} rooms={rooms} room={room} />}
        {me === null && failure !== null && <ListFailure reason={failure.code} onRetry={here.retry} />}
        {rooms === null && failure === null && <Skeleton />}
      </div>
    </div>
  );
}

// One element in both roles, so that the list is not made anew when a room opens.
function landmark(room: string) {
  return room === ''
    ? ({ role: 'main' } as const)
    : ({ role: 'navigation', 'aria-label': t('list.title') } as const);
}

// On a narrow window the field is only there while no room is.
function find(field: HTMLElement | null, toList: () => void): void {
  const input = field?.querySelector('input');
  if (!input) return;
  if (getComputedStyle(input).visibility === 'hidden') toList();
  setTimeout(() => {
    input.focus();
    input.select();
  });
}

// Both come when they are first asked for. Without them nothing happens, and an update tells of itself.
function showShortcuts(): void {
  import('./ShortcutSheet.tsx').then(({ openShortcuts }) => openShortcuts()).catch(() => {});
}

function walkRegions(to: 'region' | 'region_back'): void {
  import('./regions.ts').then(({ goToRegion }) => goToRegion(to === 'region_back')).catch(() => {});
}

// Back in the list the focus goes to the room one came from, where the heading had it by itself.
function useFocusBack(room: string): void {
  const before = useRef(room);
  useEffect(() => {
    const left = before.current;
    before.current = room;
    if (room !== '' || left === '') return;
    document.querySelector<HTMLElement>(`a[data-room="${CSS.escape(left)}"]`)?.focus();
  }, [room]);
}
