// SPDX-License-Identifier: Apache-2.0
// What is in the box: the room's draft, which other tabs may write, too. Whoever writes here is not
// overwritten.
import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Drafts } from '../../store/drafts.ts';
import type { Desk } from './desk.ts';

// Answers the text and the function that writes it.
export function useDraft(
  drafts: Drafts,
  room: string,
  box: RefObject<HTMLTextAreaElement | null>,
  desk: Desk,
): [Signal<string>, (words: string) => void] {
  const draft = drafts.of(room);
  const text = useSignal(draft.peek());
  const write = (words: string) => {
    text.value = words;
    drafts.write(room, words);
  };

  useSignalEffect(() => {
    const elsewhere = draft.value;
    if (!(document.hasFocus() && document.activeElement === box.current)) text.value = elsewhere;
  });
  // One to six lines high; longer texts scroll.
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight + 2}px`;
  }, [text.value]);
  useLayoutEffect(() => {
    desk.box = box.current;
    desk.put = (words) => {
      write(words);
      box.current?.focus();
    };
    return () => {
      desk.box = null;
    };
  }, [desk]);
  return [text, write];
}
