// SPDX-License-Identifier: Apache-2.0
// The ways out of a room, each asked for twice: leaving, ending it for everybody, and blocking the other of two.
import { useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../../i18n/i18n.ts';
import type { Answer, Refusal } from '../../net/api.ts';
import { leaveRoom } from '../../net/chat_api.ts';
import { endByMe } from '../../store/ended_by_me.ts';
import type { Me } from '../../store/person.ts';
import { HOME_PATH } from '../../store/session.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/Field.tsx';
import { route } from '../../ui/router.tsx';
import { toast } from '../../ui/Toast.tsx';
import { leaveToLogin } from '../leave.ts';
import styles from './RoomInfo.module.css';
import { isPair, mayEnd, mayLeave, type Standing } from './rights.ts';
import { TwoStep } from './TwoStep.tsx';

export function Leaving(props: {
  me: Me;
  id: string;
  standing: Standing;
  // The other of two.
  other: string;
  onClose: () => void;
}) {
  const { me, id, standing, other } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Note | null>(null);
  const pair = isPair(standing);

  async function run(order: Promise<Answer | Refusal>, done: () => void) {
    setBusy(true);
    setFailure(null);
    const answer = await order;
    setBusy(false);
    if (answer.ok) done();
    else if (answer.status === 401) leaveToLogin();
    else setFailure(errorNote(answer.code));
  }

  const left = () => {
    me.rooms.peek()?.forget(id);
    route(HOME_PATH);
    props.onClose();
  };
  const block = () => {
    import('../safety/sheets.tsx').then(
      ({ openBlock }) => openBlock({ room: id, name: other, kind: standing.kind }, props.onClose),
      // Updated under an open tab.
      () => toast(t('app.broken')),
    );
  };

  if (!mayLeave(standing) && !mayEnd(standing)) return null;
  return (
    <div class={styles.part}>
      <FormError text={failure === null ? '' : say(failure)} />
      {mayLeave(standing) && (
        <>
          <TwoStep
            label={t('chat.leave')}
            sure={t('chat.leave_sure')}
            busy={busy}
            onSure={() => void run(leaveRoom(id), left)}
          />
          {standing.role === 'owner' && <p class={styles.about}>{t('info.leave_owner')}</p>}
        </>
      )}
      {mayEnd(standing) && (
        <>
          <TwoStep
            label={t(pair ? 'chat.end' : 'chat.end_room')}
            sure={t('chat.end_sure')}
            busy={busy}
            onSure={() => void run(endByMe(id), props.onClose)}
          />
          <p class={styles.about}>{t('info.end_about')}</p>
        </>
      )}
      {pair && other !== '' && (
        <Button wide busy={busy} onClick={block}>
          {t('chat.block')}
        </Button>
      )}
    </div>
  );
}
