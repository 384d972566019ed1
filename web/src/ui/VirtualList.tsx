// SPDX-License-Identifier: Apache-2.0
// Draws, of a long list of rows of unknown heights, only those in sight. The measuring and the scrolling are
// virtua's core; this binds it to Preact, which costs a third of its React edition. What it promises: rows
// that come before the others do not move what is being read, and a row keeps its element as long as its key
// is in sight.
import { Component, type ComponentChild, options } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import {
  ACTION_ITEMS_LENGTH_CHANGE,
  createContainerDriver,
  createListLayout,
  createVirtualStore,
  UPDATE_SCROLL_EVENT,
  UPDATE_SIZE_EVENT,
  UPDATE_VIRTUAL_STATE,
} from 'virtua/unstable_core';
import styles from './VirtualList.module.css';

// A list in which so many neighbours are gone is another list.
const TRIES = 20;

export interface Keyed {
  readonly key: string;
}

export interface ListHandle {
  // Pixels from the upper edge of all rows to that of the window onto them.
  offset(): number;
  viewport(): number;
  total(): number;
  // The row at that many pixels from the upper edge of all rows.
  indexAt(pixels: number): number;
  // The row comes to the upper edge or the middle, and stays there while rows on the way are measured. `nearest`
  // does nothing when it is in view. `further`: by so many heights of the window.
  scrollTo(index: number, align: 'start' | 'center' | 'nearest', further?: number): void;
  // Once, when what is known by now has been drawn. It holds nothing: a hand on the list is stronger.
  toEnd(): void;
}

// The parts of virtua's store, layout and driver that are used here; the package does not export their types.
interface Store {
  $dispose(): void;
  $getStateVersion(): number;
  $getRange(): [number, number];
  $getItemOffset(index: number): number;
  $getScrollOffset(): number;
  $isScrolling(): boolean;
  $getViewportSize(): number;
  $getTotalSize(): number;
  $subscribe(target: number, on: (sync?: boolean) => void): () => void;
  $update(action: number, length: number, shift?: boolean): void;
}
interface Layout {
  $findIndex(offset: number): number;
  // Without a size: the row has not been measured.
  $isSizeEqual(index: number): boolean;
}
interface Driver {
  $observe(container: HTMLElement): void;
  $dispose(): void;
  $effect(): void;
  $observeItem(element: HTMLElement, index: number): () => void;
  $scroll(index: number, how: { align: string; offset: number }): void;
}

interface ListProps<Row extends Keyed> {
  rows: readonly Row[];
  // Whatever else a row shows depends on: it is drawn again when this changes.
  look: (row: Row, index: number) => string;
  draw: (row: Row, index: number) => ComponentChild;
  // The row that stays, even out of sight, because it has the focus; -1: none.
  keep: number;
  onScroll: () => void;
  onResize: () => void;
  handle: (handle: ListHandle) => void;
}

export function VirtualList<Row extends Keyed>(props: ListProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const [engine] = useState(() => makeEngine(props.rows.length, () => box.current?.parentElement ?? null));
  const { store, layout, driver } = engine;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const latest = useRef(props);
  latest.current = props;

  engine.take(props.rows);

  useLayoutEffect(() => {
    store.$subscribe(UPDATE_VIRTUAL_STATE, (sync) => {
      if (engine.taking) return;
      if (sync) inThisFrame(() => redraw(undefined));
      else redraw(undefined);
    });
    store.$subscribe(UPDATE_SCROLL_EVENT, () => latest.current.onScroll());
    store.$subscribe(UPDATE_SIZE_EVENT, () => latest.current.onResize());
    if (box.current !== null) driver.$observe(box.current);
    latest.current.handle(engine.handle);
    return () => {
      store.$dispose();
      driver.$dispose();
    };
  }, []);
  useLayoutEffect(() => driver.$effect(), [store.$getStateVersion()]);

  const items = engine.inSight(props.keep).map((index) => {
    const row = props.rows[index] as Row;
    return (
      <Item
        key={row.key}
        row={row}
        index={index}
        look={props.look(row, index)}
        top={store.$getItemOffset(index)}
        measured={!layout.$isSizeEqual(index)}
        watch={driver.$observeItem}
        draw={() => latest.current.draw(row, index)}
      />
    );
  });
  return (
    <div
      ref={box}
      class={styles.rows}
      style={{
        height: `${store.$getTotalSize()}px`,
        pointerEvents: store.$isScrolling() ? 'none' : '',
      }}
    >
      {items}
    </div>
  );
}

interface ItemProps {
  row: Keyed;
  index: number;
  look: string;
  top: number;
  measured: boolean;
  watch: Driver['$observeItem'];
  draw: () => ComponentChild;
}

class Item extends Component<ItemProps> {
  private element: HTMLElement | null = null;
  private forget = () => {};

  override shouldComponentUpdate(next: ItemProps): boolean {
    const now = this.props;
    return (['row', 'index', 'look', 'top', 'measured'] as const).some((name) => now[name] !== next[name]);
  }

  override componentDidMount(): void {
    if (this.element !== null) this.forget = this.props.watch(this.element, this.props.index);
  }

  override componentDidUpdate(before: ItemProps): void {
    if (before.index === this.props.index) return;
    this.forget();
    this.componentDidMount();
  }

  override componentWillUnmount(): void {
    this.forget();
  }

  override render({ top, measured, draw }: ItemProps) {
    return (
      <div
        ref={(element) => {
          this.element = element;
        }}
        class={styles.item}
        style={{ top: `${top}px`, visibility: measured ? '' : 'hidden' }}
      >
        {draw()}
      </div>
    );
  }
}

// The list as virtua knows it, and what is known of it outside.
function makeEngine(length: number, window: () => Element | null) {
  const layout = createListLayout(length) as Layout;
  const store = createVirtualStore(layout) as Store;
  const driver = createContainerDriver(store, layout, false) as Driver;
  let keys: readonly Keyed[] = [];
  const handle: ListHandle = {
    offset: store.$getScrollOffset,
    viewport: store.$getViewportSize,
    total: store.$getTotalSize,
    indexAt: layout.$findIndex,
    scrollTo: (index, align, further = 0) => {
      driver.$scroll(index, { align, offset: Math.round(further * (window()?.clientHeight ?? 0)) });
    },
    toEnd: () => {
      queueMicrotask(() => {
        const element = window();
        element?.scrollTo({ top: element.scrollHeight, behavior: 'instant' });
      });
    },
  };
  return {
    layout,
    store,
    driver,
    handle,
    // The store is being told of new rows, while they are drawn anyway.
    taking: false,

    // Rows put before those that were there push nothing: the place is then kept from the end.
    take(rows: readonly Keyed[]): void {
      if (rows === keys) return;
      this.taking = true;
      // What stands in the middle is what is read; at the edge may stand a line that keeps its place there.
      const middle = layout.$findIndex(store.$getScrollOffset() + store.$getViewportSize() / 2);
      const before = rowsBefore(keys, rows, middle);
      if (before !== 0) store.$update(ACTION_ITEMS_LENGTH_CHANGE, keys.length + before, true);
      store.$update(ACTION_ITEMS_LENGTH_CHANGE, rows.length);
      keys = rows;
      this.taking = false;
    },

    inSight(keep: number): number[] {
      const [first, last] = store.$getRange();
      const found = Array.from({ length: last - first + 1 }, (_, at) => first + at);
      if (keep >= 0 && keep < first) found.unshift(keep);
      else if (keep > last && keep < keys.length) found.push(keep);
      return found;
    },
  };
}

// How many rows were put before the one at `from` (or the next that is still there); negative when some were
// taken away. Exported for its test.
export function rowsBefore(before: readonly Keyed[], now: readonly Keyed[], from: number): number {
  for (let place = from; place < Math.min(before.length, from + TRIES); place++) {
    const key = before[place]?.key;
    if (now[place]?.key === key) return 0;
    const found = now.findIndex((row) => row.key === key);
    if (found >= 0) return found - place;
  }
  return 0;
}

// What is measured must be drawn before the browser paints, not in the next task.
function inThisFrame(change: () => void): void {
  const before = options.debounceRendering;
  options.debounceRendering = (process) => process();
  change();
  if (before === undefined) delete options.debounceRendering;
  else options.debounceRendering = before;
}
