// SPDX-License-Identifier: Apache-2.0
// Four door plates, one digit each, over one real input: pasting, input methods, number keyboards and screen
// readers meet an ordinary text field. Each new digit turns its plate; when somebody is found, all four turn.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { DIGITS, digitsIn } from '../../store/match/digits.ts';
import styles from './Plates.module.css';

export function Plates(props: {
  digits: string;
  // null: they stand.
  onDigits: ((digits: string) => void) | null;
  describedBy?: string;
  matched?: boolean;
}) {
  const { digits, onDigits } = props;
  const input = useRef<HTMLInputElement>(null);
  // Half a word of an input method is no digit yet; it is also not overwritten.
  const composing = useRef(false);

  // At once: a value that is set later would undo what is typed meanwhile.
  useLayoutEffect(() => {
    if (input.current !== null && !composing.current) input.current.value = digits;
  }, [digits]);

  function take() {
    const box = input.current;
    if (box === null || composing.current || onDigits === null) return;
    const next = digitsIn(box.value);
    box.value = next;
    onDigits(next);
  }

  return (
    <div class={styles.plates} data-matched={props.matched || undefined}>
      {onDigits !== null && (
        <input
          ref={input}
          class={styles.input}
          name="number"
          inputMode="numeric"
          autocomplete="off"
          enterKeyHint="go"
          aria-label={t('number.label')}
          aria-describedby={props.describedBy}
          onInput={take}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={() => {
            composing.current = false;
            take();
          }}
          onClick={toEnd}
          onKeyDown={toEnd}
        />
      )}
      {Array.from({ length: DIGITS }, (_, place) => (
        <Plate
          key={place}
          digit={digits[place] ?? ''}
          current={onDigits !== null && place === Math.min(digits.length, DIGITS - 1)}
        />
      ))}
    </div>
  );
}

function Plate({ digit, current }: { digit: string; current: boolean }) {
  return (
    <span
      class={`${styles.plate} ${digit === '' ? styles.empty : ''} ${current ? styles.current : ''}`}
      aria-hidden="true"
    >
      {/* A new digit is a new element, which turns as it comes. */}
      <span key={digit} class={styles.digit}>
        {digit}
      </span>
    </span>
  );
}

// There is no caret to be seen, so what is typed comes last and what is deleted is the last. What is selected is
// replaced, as everywhere.
function toEnd(event: { currentTarget: HTMLInputElement }): void {
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  if (selectionStart !== selectionEnd || selectionStart === value.length) return;
  event.currentTarget.setSelectionRange(value.length, value.length);
}
