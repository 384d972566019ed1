// SPDX-License-Identifier: Apache-2.0
// Instead of a room that cannot be open: its grey plate, why, and the ways on. The address stays, so that
// loading it again tries again. Whoever is signed out signs in and comes back.
import { useEffect } from 'preact/hooks';
import { errorNote, say, t } from '../../../i18n/i18n.ts';
import type { Room } from '../../../store/room/room.ts';
import { Button } from '../../../ui/Button.tsx';
import { Plate } from '../../../ui/Plate.tsx';
import { usePage } from '../../../ui/use_page.ts';
import { leaveToLogin } from '../../leave.ts';
import { plateText } from '../desk.ts';
import styles from '../RoomView.module.css';
import type { ScreenProps } from '../RoomView.tsx';

const SIGNED_OUT = ['login_required', 'close_4401'];
// Let go rather than refused.
const REMOVED = 'close_4403';

export function Refused(props: ScreenProps & { room: Room; code: string }) {
  const { room, code, onBack } = props;
  const heading = usePage('home.title', room.id);
  const signedOut = SIGNED_OUT.includes(code);
  useEffect(() => {
    if (signedOut) leaveToLogin();
  }, [signedOut]);
  if (signedOut) return null;
  return (
    <div class={styles.empty}>
      <Plate id={plateText(room.id)} label={t('chat.plate')} closed />
      <h1 ref={heading} tabIndex={-1}>
        {say(errorNote(code === REMOVED ? 'not_a_member' : code))}
      </h1>
      {onBack !== undefined && (
        <Button kind="primary" onClick={onBack}>
          {t('chat.ended_back')}
        </Button>
      )}
      <Button kind="quiet" onClick={() => room.retryNow()}>
        {t('chat.retry')}
      </Button>
    </div>
  );
}
