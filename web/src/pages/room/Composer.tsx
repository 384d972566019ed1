// SPDX-License-Identifier: Apache-2.0
// Where a message is written. One path sends it, the form's submit, so that one Enter can never send twice.
// What is typed is kept as the room's draft and never redraws the messages.
import { useRef } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import type { Me } from '../../store/person.ts';
import { preferences } from '../../store/preferences.ts';
import { graphemes } from '../../store/room/graphemes.ts';
import type { Room } from '../../store/room/room.ts';
import { isTouch } from '../../ui/ime.ts';
import styles from './Composer.module.css';
import type { Desk } from './desk.ts';
import { ENTER, enterSends } from './enter.ts';
import { late } from './later.ts';
import type { Reading } from './reading.ts';
import { useDraft } from './use_draft.ts';

// From so much of the longest message on, its length is shown.
const COUNTED_FROM = 0.9;
// One to three emoji alone are shown large. Signs, flags, skin tones, and what joins and selects them.
const EMOJI = /^(?:[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]|\u200d|\ufe0f)+$/u;
const LARGE_MAX = 3;

export function Composer(props: { room: Room; me: Me; reading: Reading; desk: Desk }) {
  const { room, desk } = props;
  const { drafts } = props.me;
  const { reply } = desk;
  const part = late.value;
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, write] = useDraft(drafts, room.id, box, desk);
  const max = room.limits.value.graphemes;
  const content = text.value.trim();
  const length = content.length < max * COUNTED_FROM ? 0 : graphemes(content);
  const choice = preferences.value.enterSends;

  function submit(event: Event) {
    event.preventDefault();
    // Not what was drawn: a letter may have come since.
    const words = text.peek().trim();
    const counted = graphemes(words);
    if (counted === 0 || counted > max) return;
    props.reading.follow();
    void room.sendMessage(words, {
      type: EMOJI.test(words) && counted <= LARGE_MAX ? 'emoji' : 'text',
      replyTo: reply.peek()?.id ?? null,
    });
    text.value = '';
    drafts.clear(room.id);
    reply.value = null;
    room.stoppedTyping();
  }

  return (
    <form
      class={styles.form}
      onSubmit={submit}
      // A press on a button must not take the focus, and with it the keyboard, from the box.
      onMouseDown={(event) => {
        if ((event.target as Element).closest('button')) event.preventDefault();
      }}
    >
      {reply.value && part && <part.ReplyBar entry={reply.value} reply={reply} />}
      <div class={styles.row}>
        <textarea
          ref={box}
          class={styles.box}
          aria-label={t('chat.message')}
          placeholder={t('chat.placeholder')}
          aria-invalid={length > max}
          rows={1}
          dir="auto"
          enterkeyhint={enterSends(ENTER, choice, isTouch()) ? 'send' : 'enter'}
          value={text.value}
          onInput={({ currentTarget: { value } }) => {
            write(value);
            if (value.trim() === '') room.stoppedTyping();
            else room.typed();
          }}
          onKeyDown={(event) => {
            if (!enterSends(event, choice, isTouch())) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
          onBlur={() => room.stoppedTyping()}
        />
        {part && <part.EmojiTool box={box} />}
        <button type="submit" class={styles.send} disabled={content === '' || length > max}>
          {t('chat.send')}
        </button>
      </div>
      {length > 0 && part && <part.Count n={length} max={max} />}
    </form>
  );
}
