// SPDX-License-Identifier: Apache-2.0
// Where a message is typed. One path sends: the form's submit, so one Enter can never send twice.
import { useRef, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import type { RoomDebug } from '../../store/room_debug.ts';
import { Button } from '../../ui/Button.tsx';
import { isTouch, sends } from '../../ui/ime.ts';
import styles from './SendBox.module.css';

const ROWS_MAX = 6;

export function SendBox({ debug }: { debug: RoomDebug }) {
  const [draft, setDraft] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const open = debug.state.value.phase === 'open';

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const content = draft.trim();
    if (content !== '' && debug.sendMessage(content)) setDraft('');
    box.current?.focus();
  }

  return (
    <form class={styles.form} onSubmit={submit}>
      <textarea
        ref={box}
        class={styles.box}
        aria-label={t('send.label')}
        placeholder={t(open ? 'send.placeholder_open' : 'send.closed')}
        rows={Math.min(ROWS_MAX, draft.split('\n').length)}
        dir="auto"
        enterkeyhint={isTouch() ? 'enter' : 'send'}
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!sends(event, isTouch())) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <Button type="submit" kind="primary" disabled={!open}>
        {t('send.submit')}
      </Button>
    </form>
  );
}
