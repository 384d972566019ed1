// SPDX-License-Identifier: Apache-2.0
// Making a group: its name, and then one is in it.
import { useRef } from 'preact/hooks';
import { type Note, say, t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from './NewChat.module.css';
import { useAsk } from './use_ask.ts';
import { makeRoom, mayBeRoomId, type Outcome } from './ways.ts';

export function GroupSheet(props: { onOpen: (room: string) => void; onClose: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const ask = useAsk(props.onOpen);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const input = form.current?.querySelector('input');
    const name = input?.value.trim() ?? '';
    const wrong = check(name);
    if (wrong === null) await ask.run(() => make(name));
    else ask.say(wrong);
    // Gone when the group is there.
    input?.focus();
  }

  return (
    <Sheet title={t('new.group')} onClose={props.onClose}>
      <form ref={form} class={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <Field
          label={t('new.group_name')}
          name="group"
          autocomplete="off"
          hint={t('new.group_hint')}
          error={ask.note === null ? '' : say(ask.note)}
          onInput={ask.clear}
        />
        <Button type="submit" kind="primary" wide busy={ask.busy}>
          {t(ask.slow ? 'new.group_busy' : 'new.group_create')}
        </Button>
        <Button wide onClick={props.onClose}>
          {t('info.cancel')}
        </Button>
      </form>
    </Sheet>
  );
}

function check(name: string): Note | null {
  if (name === '') return { key: 'new.group_empty' };
  return mayBeRoomId(name.replaceAll(' ', '-')) ? null : { key: 'new.group_bad' };
}

// Of a room that is there already, and not mine to enter, nothing is told but that its name is taken.
async function make(name: string): Promise<Outcome> {
  const outcome = await makeRoom(name);
  const taken = outcome.what === 'said' && /not_a_member|room_ended/.test(outcome.note.key);
  return taken ? { what: 'said', note: { key: 'new.group_taken', params: { name } }, waitMs: 0 } : outcome;
}
