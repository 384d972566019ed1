// SPDX-License-Identifier: Apache-2.0
// A list of things to do, opened at a point: arrows walk it, Enter does, Esc leaves. An item that asks to be
// pressed twice shows its question for three seconds and does nothing on the first press.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import styles from './Dialog.module.css';
import { Dialog, type Point } from './Dialog.tsx';
import { Icon } from './Icon.tsx';

export interface MenuItem {
  key: string;
  label: string;
  // What it is about or how long it can be done, beside the label.
  hint?: string;
  glyph?: string;
  danger?: boolean;
  // The question of the second press.
  sure?: string;
  onSelect: () => void;
}

const SURE_MS = 3_000;
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

export function Menu(props: { label: string; items: readonly MenuItem[]; at: Point; onClose: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState('');

  useLayoutEffect(() => list.current?.querySelector('button')?.focus(), []);
  useEffect(() => {
    if (asking === '') return;
    const timer = setTimeout(() => setAsking(''), SURE_MS);
    return () => clearTimeout(timer);
  }, [asking]);

  function select(item: MenuItem) {
    if (item.sure !== undefined && asking !== item.key) return setAsking(item.key);
    // Closed at once: while it is open nothing below it can take the focus.
    list.current?.closest('dialog')?.close();
    props.onClose();
    item.onSelect();
  }

  function walk(event: KeyboardEvent) {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = STEPS[event.key];
    if (step !== undefined) buttons.at((here + step) % buttons.length)?.focus();
    else if (event.key === 'Home') buttons[0]?.focus();
    else if (event.key === 'End') buttons.at(-1)?.focus();
    else return;
    event.preventDefault();
  }

  return (
    <Dialog label={props.label} at={props.at} onClose={props.onClose}>
      <div
        ref={list}
        role="menu"
        tabIndex={-1}
        class={styles.items}
        aria-label={props.label}
        onKeyDown={walk}
      >
        {props.items.map((item) => (
          <button
            key={item.key}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={item.danger ? styles.danger : ''}
            onClick={() => select(item)}
          >
            {item.glyph !== undefined && <Icon path={item.glyph} size={20} />}
            <span>{asking === item.key ? item.sure : item.label}</span>
            {item.hint !== undefined && <small>{item.hint}</small>}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
