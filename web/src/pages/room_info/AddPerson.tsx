// SPDX-License-Identifier: Apache-2.0
// Taking somebody into the room by his exact name.
import { useRef, useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import { Field } from '../../ui/Field.tsx';
import { isComposing } from '../../ui/ime.ts';

// `onAdd` answers why not, or null.
export function AddPerson({ onAdd }: { onAdd: (name: string) => Promise<Refusal | null> }) {
  const form = useRef<HTMLFormElement>(null);
  const [note, setNote] = useState<Note | null>(null);
  const [busy, setBusy] = useState(false);

  async function add(event: SubmitEvent) {
    event.preventDefault();
    const name = form.current?.querySelector('input')?.value.trim() ?? '';
    if (busy) return;
    if (name === '') return setNote({ key: 'info.add_empty' });
    setBusy(true);
    setNote(null);
    const refusal = await onAdd(name);
    setBusy(false);
    if (refusal === null) form.current?.reset();
    else setNote(refusalNote(refusal, name));
    form.current?.querySelector('input')?.focus();
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => void add(event)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
      }}
    >
      <Field
        label={t('info.add_label')}
        name="member"
        autocomplete="off"
        verbatim
        hint={t('info.add_hint')}
        error={note === null ? '' : say(note)}
        onInput={() => setNote(null)}
        end={
          <button type="submit" class="field-button" aria-disabled={busy}>
            {t('info.add')}
          </button>
        }
      />
    </form>
  );
}

function refusalNote(refusal: Refusal, name: string): Note {
  if (refusal.code === 'user_not_found') return { key: 'new.person_none', params: { name } };
  if (refusal.code === 'not_accepting') return { key: 'new.not_accepting' };
  return errorNote(refusal.code);
}
