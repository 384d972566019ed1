// SPDX-License-Identifier: Apache-2.0
// For whoever reads earlier messages: the day they are of, at the upper edge, where the line that says so would
// be if it could stay. It gives way to that line, and fades once the list is at rest, where it would lie on what
// is read. Only for the eyes; the line itself is in the list. It follows the list's own report of its place and
// measures nothing.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { language } from '../../../i18n/i18n.ts';
import type { Row } from '../../../store/room/types.ts';
import { dayName, dayNumber } from '../../../ui/time.ts';
import styles from '../MessageList.module.css';
import { NEAR_PX, type Reading, type Spot } from '../reading.ts';

const REST_MS = 2_000;

export function DayMark({ rows, reading }: { rows: readonly Row[]; reading: Reading }) {
  const { day: place, left } = reading.spot.value;
  const moves = useMoving(reading.spot.value);
  const at = left > NEAR_PX ? dayAt(rows, place) : 0;
  // Each word costs a formatter, and this is drawn with every step of the wheel.
  const text = useMemo(
    () => (at === 0 ? '' : dayName(at)),
    [at === 0, dayNumber(at), dayNumber(Date.now()), language()],
  );
  if (text === '') return null;
  return (
    <p class={`${styles.day} ${moves ? '' : styles.faded}`} aria-hidden="true">
      {text}
    </p>
  );
}

// True until the spot has stayed the same for a while.
function useMoving(spot: Spot): boolean {
  const [rested, setRested] = useState<Spot | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(spot), REST_MS);
    return () => clearTimeout(timer);
  }, [spot]);
  return rested !== spot;
}

// A moment of the day to tell over the row in that place; 0: the row tells it itself, or there is none.
export function dayAt(rows: readonly Row[], place: number): number {
  const row = rows[place];
  if (row === undefined || row.row === 'day' || row.row === 'start' || row.row === 'pruned') return 0;
  for (let before = place; before >= 0; before--) {
    const at = momentOf(rows[before]);
    if (at > 0) return at;
  }
  return 0;
}

// What is not sent yet begins no day, and lines have none of their own.
function momentOf(row: Row | undefined): number {
  if (row?.row === 'day') return row.at;
  return row !== undefined && 'entry' in row && 'at' in row.entry ? row.entry.at : 0;
}
