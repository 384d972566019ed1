// SPDX-License-Identifier: Apache-2.0
// Emoji to pick from: a search that one Chinese character is enough for, what was picked lately, and all of
// them by group. Arrows walk the grid; Esc leaves. The groups are drawn one after another, so that the panel
// is there at once.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Key, language, t } from '../../../i18n/i18n.ts';
import { isTouch } from '../../../ui/ime.ts';
import { toast } from '../../../ui/Toast.tsx';
import styles from './EmojiPanel.module.css';
import { type EmojiTable, emojiName, emojiTable, findEmoji, noteRecent, readRecent } from './emoji_table.ts';

export interface EmojiPanelProps {
  onPick: (emoji: string) => void;
  onClose: () => void;
}

interface Section {
  key: string;
  title: string;
  places: readonly number[];
}

// So many are drawn of a search; nobody reads further.
const FOUND_MAX = 240;

export function EmojiPanel({ onPick, onClose }: EmojiPanelProps) {
  const [table, setTable] = useState<EmojiTable | null>(null);
  const [query, setQuery] = useState('');
  // What is recent stands still while the panel is open.
  const recent = useMemo(readRecent, []);
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const sections = useMemo(() => sectionsOf(table, query.trim(), recent), [table, query, recent]);
  const [drawn, setDrawn] = useState(2);

  useEffect(() => {
    emojiTable().then(setTable, () => {
      toast(t('emoji.failed'));
      onClose();
    });
    if (!isTouch()) search.current?.focus();
  }, []);
  useEffect(() => {
    if (table === null || drawn >= sections.length) return;
    const next = setTimeout(() => setDrawn(drawn + 1), 30);
    return () => clearTimeout(next);
  }, [table, drawn, sections]);

  function pick(place: number) {
    const emoji = table?.emoji[place];
    if (emoji === undefined) return;
    noteRecent(emoji);
    onPick(emoji);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.preventDefault();
      return onClose();
    }
    const cells = [...(grid.current?.querySelectorAll('button') ?? [])];
    const next = step(cells, cells.indexOf(event.target as HTMLButtonElement), event.key);
    if (next === undefined) return;
    event.preventDefault();
    (next ?? search.current)?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field and the grid inside
    <div class={styles.panel} onKeyDown={onKeyDown}>
      <input
        ref={search}
        class={styles.search}
        type="search"
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        autocomplete="off"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div ref={grid} class={styles.grid}>
        {table !== null &&
          sections
            .slice(0, drawn)
            .map((section, index) => (
              <Cells key={section.key} section={section} table={table} isFirst={index === 0} onPick={pick} />
            ))}
        {table !== null && sections.length === 0 && <p role="status">{t('emoji.none')}</p>}
      </div>
    </div>
  );
}

function Cells(props: {
  section: Section;
  table: EmojiTable;
  isFirst: boolean;
  onPick: (place: number) => void;
}) {
  const { section, table } = props;
  return (
    <section class={styles.section} aria-label={section.title}>
      <h2>{section.title}</h2>
      <div>
        {section.places.map((place, at) => (
          <button
            key={place}
            type="button"
            tabIndex={props.isFirst && at === 0 ? 0 : -1}
            aria-label={emojiName(table, place, language())}
            title={emojiName(table, place, language())}
            onClick={() => props.onPick(place)}
          >
            {table.emoji[place]}
          </button>
        ))}
      </div>
    </section>
  );
}

function sectionsOf(table: EmojiTable | null, query: string, recent: readonly string[]): Section[] {
  if (table === null) return [];
  if (query !== '') {
    const places = findEmoji(table, query).slice(0, FOUND_MAX);
    return places.length === 0 ? [] : [{ key: 'found', title: query, places }];
  }
  const known = recent.map((emoji) => table.emoji.indexOf(emoji)).filter((place) => place >= 0);
  const groups = table.groups.map(({ id, from, emoji }) => ({
    key: String(id),
    title: t(`emoji.${id}` as Key),
    places: emoji.map((_, at) => from + at),
  }));
  return known.length === 0
    ? groups
    : [{ key: 'recent', title: t('emoji.recent'), places: known }, ...groups];
}

// Where a key leads from a cell of the grid; null: up into the field; undefined: nowhere.
function step(cells: readonly HTMLElement[], here: number, key: string): HTMLElement | null | undefined {
  if (here < 0) return key === 'ArrowDown' ? cells[0] : undefined;
  switch (key) {
    case 'ArrowRight':
      return cells[here + 1];
    case 'ArrowLeft':
      return cells[here - 1];
    case 'ArrowDown':
      return inLine(cells, here, 1);
    case 'ArrowUp':
      return inLine(cells, here, -1) ?? null;
    case 'Home':
      return cells[0];
    default:
      return undefined;
  }
}

// The cell of the next line that is nearest to the column of this one.
function inLine(cells: readonly HTMLElement[], here: number, way: 1 | -1): HTMLElement | undefined {
  const from = cells[here]?.getBoundingClientRect();
  if (from === undefined) return undefined;
  let best: HTMLElement | undefined;
  let line = Number.NaN;
  for (let at = here + way; cells[at] !== undefined; at += way) {
    const { top, left } = (cells[at] as HTMLElement).getBoundingClientRect();
    if (top === from.top) continue;
    if (Number.isNaN(line)) line = top;
    if (top !== line) break;
    const nearest = best?.getBoundingClientRect().left ?? Number.POSITIVE_INFINITY;
    if (Math.abs(left - from.left) <= Math.abs(nearest - from.left)) best = cells[at];
  }
  return best;
}
