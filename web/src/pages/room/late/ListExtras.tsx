// SPDX-License-Identifier: Apache-2.0
// What can be done with the messages of a room: their menu, their keys, the jumps between them.
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import type { Room } from '../../../store/room/room.ts';
import type { Row } from '../../../store/room/types.ts';
import type { Point } from '../../../ui/Dialog.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { toast } from '../../../ui/Toast.tsx';
import type { Wishes } from '../desk.ts';
import type { Reading } from '../reading.ts';
import { DayMark } from './DayMark.tsx';
import { Earlier, Jumps } from './Jumps.tsx';
import { jumpTo } from './jumping.ts';
import { recall, recallLeftMs, rowItems } from './row_actions.ts';
import { middleOf, useFeed } from './use_feed.ts';
import { useWalk } from './use_walk.ts';

interface ExtrasProps {
  room: Room;
  rows: readonly Row[];
  reading: Reading;
  scroller: RefObject<HTMLElement | null>;
  wishes: Wishes;
}

export function ListExtras({ room, rows, reading, scroller, wishes }: ExtrasProps) {
  const [menu, setMenu] = useState<{ row: Row; at: Point } | null>(null);
  const walk = useWalk(scroller, rows, reading);

  function onMenu(row: Row, at: Point): boolean {
    if (rowItems(row, room, wishes).length === 0) return false;
    setMenu({ row, at });
    return true;
  }

  async function onAct(row: Row) {
    if (row.row === 'recalled') return wishes.edit(row.editable ?? '');
    const id = 'quote' in row ? (row.quote?.id ?? 0) : 0;
    if (!(await jumpTo(id, room, reading))) toast(t('chat.not_found'));
  }

  function onKey(row: Row, key: string, element: Element): boolean {
    const entry = row.row === 'message' ? row.entry : null;
    if (walk(row, key)) return true;
    if (key === 'Enter') return onMenu(row, middleOf(element.querySelector('p') ?? element));
    if (entry === null) return false;
    if (key === 'Delete' && recallLeftMs(entry, room, Date.now()) > 0) void recall(entry.id, room);
    else if (key.toLowerCase() === 'r') wishes.reply(entry);
    else return false;
    return true;
  }

  useFeed(scroller, {
    rows,
    onMenu,
    onAct: (row) => void onAct(row),
    onKey,
    onFocus: (row) => {
      reading.current.value = row.key;
    },
  });
  return (
    <>
      <DayMark rows={rows} reading={reading} />
      <Earlier room={room} />
      <Jumps room={room} rows={rows} reading={reading} />
      {menu !== null && (
        <Menu
          label={t('chat.actions')}
          items={rowItems(menu.row, room, wishes)}
          at={menu.at}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}
