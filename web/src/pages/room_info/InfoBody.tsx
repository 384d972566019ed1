// SPDX-License-Identifier: Apache-2.0
// The inside of the panel about a room.
import { useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import { changeMember, joinRoom } from '../../net/chat_api.ts';
import { mutedRooms, muteRoom } from '../../store/muted_rooms.ts';
import type { Me } from '../../store/person.ts';
import type { RoomAbout } from '../../store/room/types.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { FormError } from '../../ui/Field.tsx';
import { Plate } from '../../ui/Plate.tsx';
import { toast } from '../../ui/Toast.tsx';
import { kindText } from '../chat/kind_text.ts';
import { debugAddress, roomAddress } from '../chat/ways.ts';
import { leaveToLogin } from '../leave.ts';
import { AddPerson } from './AddPerson.tsx';
import { InviteLink } from './InviteLink.tsx';
import { Leaving } from './Leaving.tsx';
import { type Deed, PersonRow } from './PersonRow.tsx';
import styles from './RoomInfo.module.css';
import { governs, inOrder, isPair, mayInvite, mayJoin, type Standing } from './rights.ts';
import type { PeopleHere } from './use_people.ts';

export function InfoBody(props: {
  me: Me;
  id: string;
  about: RoomAbout | null;
  here: PeopleHere;
  onClose: () => void;
}) {
  const { me, id, about, here } = props;
  const { people, reload } = here;
  const listed = me.rooms.value?.list.value?.find((room) => room.id === id);
  const own = people?.people.find((person) => person.username === me.username);
  const kind = people?.kind ?? about?.kind ?? listed?.kind ?? '';
  const standing: Standing = { kind, role: own?.role ?? about?.role ?? listed?.role ?? '' };
  const pair = isPair(standing);
  const other = about?.other ?? listed?.other?.username ?? '';
  const name = other || people?.name || about?.name || listed?.name || '';
  const ended = (about?.status ?? listed?.status) === 'ended';

  return (
    <div class={styles.body}>
      <div class={styles.room}>
        {pair && name !== '' ? (
          <Avatar name={name} size="large" />
        ) : (
          <Plate id={id} label={t('chat.plate')} />
        )}
        {name !== '' && name !== id && <bdi class={styles.name}>{name}</bdi>}
        <p class={styles.about}>{kindText(kind, people?.memberCount ?? about?.memberCount ?? 0)}</p>
      </div>
      <Mute id={id} />
      {mayJoin(standing) && !ended && <Join id={id} onJoined={reload} />}
      {kind !== 'system' && <People {...props} standing={standing} ended={ended} />}
      {mayInvite(standing) && !ended && <InviteLink id={id} />}
      <div class={`${styles.part} ${styles.links}`}>
        {!pair && kind !== 'system' && (
          <Button
            kind="quiet"
            onClick={() => void copyText(location.origin + roomAddress(id), t('chat.link_copied'))}
          >
            {t('chat.copy_link')}
          </Button>
        )}
        <a href={debugAddress(id)}>{t('new.debug')}</a>
      </div>
      {!ended && <Leaving me={me} id={id} standing={standing} other={other} onClose={props.onClose} />}
    </div>
  );
}

function Mute({ id }: { id: string }) {
  return (
    <label class={`${styles.part} ${styles.mute}`}>
      <input
        type="checkbox"
        checked={mutedRooms.value.has(id)}
        onChange={(event) => muteRoom(id, event.currentTarget.checked)}
      />
      <span>
        {t('chat.mute')}
        <small>{t('info.mute_about')}</small>
      </span>
    </label>
  );
}

function Join({ id, onJoined }: { id: string; onJoined: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Note | null>(null);
  async function join() {
    setBusy(true);
    setFailure(null);
    const answer = await joinRoom({ roomId: id });
    if (answer.ok) {
      toast(t('info.joined'));
      await onJoined();
    } else if (answer.status === 401) leaveToLogin();
    else setFailure(errorNote(answer.code));
    setBusy(false);
  }
  return (
    <div class={styles.part}>
      <FormError text={failure === null ? '' : say(failure)} />
      <Button kind="primary" wide busy={busy} onClick={() => void join()}>
        {t('info.join')}
      </Button>
    </div>
  );
}

function People(props: { me: Me; id: string; here: PeopleHere; standing: Standing; ended: boolean }) {
  const { me, id, standing } = props;
  const { people, failure, reload } = props.here;
  const [refused, setRefused] = useState<Note | null>(null);
  // Seen in the list; said for whoever does not see it.
  const [done, setDone] = useState<Note | null>(null);
  const list = people?.people ?? [];
  const acting = props.ended ? { ...standing, role: '' } : standing;

  async function change(deed: Deed): Promise<Refusal | null> {
    const { person, action, role, minutes } = deed;
    const extra = { ...(role === undefined ? {} : { role }), ...(minutes === undefined ? {} : { minutes }) };
    const answer = await changeMember(id, person, action, extra);
    if (!answer.ok && answer.status === 401) leaveToLogin();
    if (!answer.ok) return answer;
    setDone({ key: doneKey(deed), params: { name: person } });
    await reload();
    return null;
  }

  async function act(deed: Deed) {
    setRefused(null);
    const refusal = await change(deed);
    if (refusal === null) return;
    setRefused(errorNote(refusal.code));
    await reload();
  }

  return (
    <section class={styles.part} aria-labelledby="people-title">
      <h3 id="people-title">{t('info.people')}</h3>
      <FormError text={refused === null ? '' : say(refused)} />
      <p role="status" class="hidden-text">
        {done !== null && say(done)}
      </p>
      {people === null && failure === null && <p class={styles.about}>{t('info.loading')}</p>}
      {failure !== null && (
        <>
          <FormError text={t('info.failed', { reason: say(errorNote(failure.code)) })} />
          <Button wide onClick={() => void reload()}>
            {t('list.retry')}
          </Button>
        </>
      )}
      <ul>
        {inOrder(list).map((person) => (
          <PersonRow
            key={person.username}
            person={person}
            me={me.username}
            standing={acting}
            onDeed={(deed) => void act(deed)}
          />
        ))}
      </ul>
      {people !== null && list.length < people.memberCount && (
        <p class={styles.about}>{t('info.people_first', { n: list.length })}</p>
      )}
      {governs(acting) && <AddPerson onAdd={(person) => change({ person, action: 'add' })} />}
    </section>
  );
}

function doneKey({ action, minutes }: Deed) {
  if (action === 'mute') return minutes === 0 ? 'info.done_unmute' : 'info.done_mute';
  return action === 'role' ? 'info.done_role' : action === 'add' ? 'info.done_add' : 'info.done_remove';
}
