// SPDX-License-Identifier: Apache-2.0
// Read receipts, which the server keeps for all devices. Switched off, both sides lose them.
import { useEffect, useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import { readPreferences, writePreferences } from '../../net/chat_api.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/Field.tsx';
import { leaveToLogin } from '../leave.ts';
import styles from '../Settings.module.css';
import { Toggle } from './Choices.tsx';

export function ReceiptsChoice() {
  // null: not known yet.
  const [on, setOn] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Note | null>(null);

  function refuse(refusal: Refusal) {
    if (refusal.status === 401) leaveToLogin();
    else setFailure(errorNote(refusal.code));
  }

  async function load() {
    setFailure(null);
    const answer = await readPreferences();
    if (answer.ok) setOn(answer.readReceipts);
    else refuse(answer);
  }

  async function choose(wanted: boolean) {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await writePreferences({ readReceipts: wanted });
    setBusy(false);
    if (answer.ok) setOn(wanted);
    else refuse(answer);
  }

  useEffect(() => void load(), []);

  return (
    <section class={`card ${styles.toggles}`} aria-labelledby="receipts-title">
      <h2 id="receipts-title">{t('receipts.title')}</h2>
      <FormError text={failure === null ? '' : say(failure)} />
      {on === null && failure !== null ? (
        <Button onClick={() => void load()}>{t('sessions.retry')}</Button>
      ) : (
        <Toggle
          label={t('receipts.label')}
          about={t('receipts.about')}
          on={on ?? false}
          disabled={on === null}
          onChange={(wanted) => void choose(wanted)}
        />
      )}
    </section>
  );
}
