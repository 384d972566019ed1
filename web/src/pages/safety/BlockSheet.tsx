// SPDX-License-Identifier: Apache-2.0
// Asks whether the other of two is to be blocked, and says what comes of it.
import { useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../../i18n/i18n.ts';
import { blockByMe } from '../../store/ended_by_me.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { toast } from '../../ui/Toast.tsx';

export interface Blocking {
  room: string;
  // The other one, as he appears there.
  name: string;
  kind: string;
}

export function BlockSheet(props: { block: Blocking; onDone: () => void; onClose: () => void }) {
  const { room, name, kind } = props.block;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Note | null>(null);

  async function block() {
    setBusy(true);
    const answer = await blockByMe(room);
    setBusy(false);
    if (!answer.ok) return setFailure(errorNote(answer.code));
    props.onClose();
    toast(t('block.done', { name }));
    props.onDone();
  }

  return (
    <Sheet
      title={t('block.title', { name })}
      onClose={props.onClose}
      actions={
        <>
          <Button kind="primary" busy={busy} onClick={() => void block()}>
            {t('block.submit')}
          </Button>
          <Button onClick={props.onClose}>{t('safety.cancel')}</Button>
        </>
      }
    >
      <p>{t(kind === 'direct' ? 'block.text' : 'block.stranger')}</p>
      <FormError text={failure === null ? '' : say(failure)} />
    </Sheet>
  );
}
