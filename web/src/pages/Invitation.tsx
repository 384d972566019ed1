// SPDX-License-Identifier: Apache-2.0
// What somebody sees who opened the link of an invite (/tools/chat/?join=<code>): one button. Opening an
// address never joins anything by itself.
import { useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../i18n/i18n.ts';
import { post } from '../net/api.ts';
import { text } from '../net/frames.ts';
import { Button } from '../ui/Button.tsx';
import { FormError } from '../ui/Field.tsx';
import styles from './chat/NewChat.module.css';
import { leaveToLogin } from './leave.ts';

export default function Invitation({ code }: { code: string }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Note | null>(null);

  async function join() {
    setBusy(true);
    const answer = await post('/tools/api/chat/join/', { code });
    if (answer.ok) return location.assign(text(answer.body.url));
    if (answer.status === 401) return leaveToLogin();
    setFailure(errorNote(answer.code));
    setBusy(false);
  }

  return (
    <section class={styles.invitation} aria-labelledby="invitation">
      <h2 id="invitation">{t('invitation.title')}</h2>
      <FormError text={failure ? say(failure) : ''} />
      <Button kind="primary" busy={busy} onClick={() => void join()}>
        {t('invitation.join')}
      </Button>
    </section>
  );
}
