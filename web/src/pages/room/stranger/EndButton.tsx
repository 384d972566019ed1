// SPDX-License-Identifier: Apache-2.0
// Ends the conversation, in the head of the room: pressed twice, or with Esc twice where there is a mouse.
import { useEffect, useRef } from 'preact/hooks';
import { errorNote, say, t } from '../../../i18n/i18n.ts';
import { endByMe } from '../../../store/ended_by_me.ts';
import type { Room } from '../../../store/room/room.ts';
import { isComposing } from '../../../ui/ime.ts';
import { toast } from '../../../ui/Toast.tsx';
import styles from './Stranger.module.css';
import { useSure } from './use_sure.ts';

export function EndButton({ room }: { room: Room }) {
  const [asking, press] = useSure(() => void end(room.id));
  useEscape(press);
  return (
    <button type="button" class={`${styles.end} ${asking ? styles.sure : ''}`} onClick={press}>
      <span aria-live="polite">{t(asking ? 'chat.end_sure' : 'chat.end')}</span>
    </button>
  );
}

async function end(room: string): Promise<void> {
  const answer = await endByMe(room);
  if (!answer.ok) toast(say(errorNote(answer.code)));
}

// An Esc that something else takes is not meant for the conversation; whether one was taken is known when
// everybody has heard it.
function useEscape(press: () => void): void {
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    if (!matchMedia('(pointer: fine)').matches) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat || isComposing(event)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      setTimeout(() => event.defaultPrevented || latest.current());
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
