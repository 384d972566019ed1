// SPDX-License-Identifier: Apache-2.0
// The messages of a room: a feed that scrolls, of which only what is in sight exists. What can be done with
// them comes with the second part of the screen (late/ListExtras.tsx), a moment after them.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import type { Room } from '../../store/room/room.ts';
import type { Row } from '../../store/room/types.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import type { Wishes } from './desk.ts';
import { late } from './later.ts';
import styles from './MessageList.module.css';
import { MessageRow, type RowContext } from './MessageRow.tsx';
import { nextArticle, type Reading } from './reading.ts';

interface ListProps {
  room: Room;
  me: string;
  reading: Reading;
  wishes: Wishes;
}

// A row that came so long ago does not move any more, and of many at once none does.
const FRESH_MS = 400;
const FRESH_MAX = 20;

export function MessageList({ room, me, reading, wishes }: ListProps) {
  const rows = room.rows.value;
  const part = late.value;
  const context = contextOf(room, me);
  const drawn = JSON.stringify(context);
  const marked = reading.marked.value;
  const current = reading.current.value;
  const scroller = useRef<HTMLDivElement>(null);
  const isFresh = useFresh(rows);

  useLayoutEffect(() => reading.onRows(rows), [rows]);
  useLook(reading);

  const last = rows.length - 1;
  const keep = current === '' ? -1 : rows.findIndex((row) => row.key === current);
  // Before anybody has walked here, Tab reaches the newest.
  const tabbed = keep >= 0 ? keep : nextArticle(rows, last, -1);
  return (
    <div class={styles.list}>
      <div
        ref={scroller}
        class={styles.scroller}
        role="feed"
        aria-label={t('chat.list')}
        aria-busy={room.history.value === 'loading'}
        onWheel={reading.touch}
        onTouchMove={reading.touch}
        onKeyDown={reading.touch}
      >
        <VirtualList
          rows={rows}
          keep={keep}
          look={(row, place) =>
            [place === tabbed, place === last, row.key === marked, part !== null, drawn].join(' ')
          }
          draw={(row, place) => (
            <div class={place === last ? styles.tail : ''}>
              <MessageRow
                row={row}
                place={place}
                context={context}
                tabbed={place === tabbed}
                marked={row.key === marked}
                fresh={isFresh(row)}
              />
            </div>
          )}
          onScroll={reading.onScroll}
          onResize={reading.onResize}
          handle={(handle) => reading.attach(handle)}
        />
      </div>
      {part && (
        <part.ListExtras room={room} rows={rows} reading={reading} scroller={scroller} wishes={wishes} />
      )}
    </div>
  );
}

// Coming back to the window is seeing what is in it.
function useLook({ look }: Reading): void {
  useEffect(() => {
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);
}

function contextOf(room: Room, me: string): RowContext {
  const about = room.about.value;
  return {
    me,
    pair: about === null ? room.id.startsWith('direct-') : about.other !== null,
    max: room.limits.value.graphemes,
  };
}

// Tells the rows that came at the end while the list was there, for the moment in which they move in.
function useFresh(rows: readonly Row[]): (row: Row) => boolean {
  const born = useRef(new Map<string, number>());
  const last = useRef<string>(undefined);
  if (last.current !== rows.at(-1)?.key) {
    for (const row of rows.slice(-FRESH_MAX).reverse()) {
      if (last.current === undefined || row.key === last.current) break;
      born.current.set(row.key, Date.now());
    }
    last.current = rows.at(-1)?.key;
  }
  return (row) => Date.now() - (born.current.get(row.key) ?? 0) < FRESH_MS;
}
