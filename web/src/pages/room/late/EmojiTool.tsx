// SPDX-License-Identifier: Apache-2.0
// The button for emoji and its panel, which comes with its data when it is first asked for. What is picked
// goes into the box as if it had been typed.
import type { ComponentType, RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { isTouch } from '../../../ui/ime.ts';
import { SMILE } from '../../../ui/more_glyphs.ts';
import { toast } from '../../../ui/Toast.tsx';
import styles from '../Composer.module.css';
import type { EmojiPanelProps } from '../emoji/EmojiPanel.tsx';

export function EmojiTool({ box }: { box: RefObject<HTMLTextAreaElement | null> }) {
  const [Panel, setPanel] = useState<ComponentType<EmojiPanelProps> | null>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (!open || Panel !== null) return;
    import('../emoji/EmojiPanel.tsx').then(
      (chunk) => setPanel(() => chunk.EmojiPanel),
      () => {
        setOpen(false);
        toast(t('emoji.failed'));
      },
    );
  }, [open, Panel]);
  useEffect(() => {
    const { current } = box;
    if (!open || current === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      setOpen(false);
    };
    // The keyboard of a phone comes in the place of the panel.
    const onFocus = () => {
      if (isTouch()) setOpen(false);
    };
    current.addEventListener('keydown', onKey);
    current.addEventListener('focus', onFocus);
    return () => {
      current.removeEventListener('keydown', onKey);
      current.removeEventListener('focus', onFocus);
    };
  }, [open]);

  function toggle() {
    if (!open && isTouch()) box.current?.blur();
    setOpen(!open);
  }

  function insert(emoji: string) {
    const { current } = box;
    if (current === null) return;
    current.setRangeText(emoji, current.selectionStart, current.selectionEnd, 'end');
    current.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function close() {
    setOpen(false);
    box.current?.focus();
  }

  return (
    <>
      <button
        type="button"
        class={`icon-button ${styles.emoji}`}
        aria-label={t('emoji.title')}
        aria-expanded={open}
        onClick={toggle}
      >
        <Icon path={SMILE} />
      </button>
      {open && Panel !== null && <Panel onPick={insert} onClose={close} />}
    </>
  );
}
