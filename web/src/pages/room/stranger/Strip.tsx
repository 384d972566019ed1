// SPDX-License-Identifier: Apache-2.0
// Under the head of a strangers' room: under which name one is here, and the two things that both must want, to be
// seen by name and to keep the room. What the other one has said shows as soon as the room tells it.
import { useRef, useState } from 'preact/hooks';
import { errorNote, type Key, say, t } from '../../../i18n/i18n.ts';
import type { Refusal } from '../../../net/api.ts';
import { keepRoom, revealSelf, type Said } from '../../../net/safety_api.ts';
import type { Me } from '../../../store/person.ts';
import type { Room } from '../../../store/room/room.ts';
import { SENT } from '../../../ui/glyphs.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { toast } from '../../../ui/Toast.tsx';
import { isStrange } from '../late/stranger_part.ts';
import { type Consent, consentIn, type Wish } from './consent.ts';
import styles from './Stranger.module.css';
import { useSure } from './use_sure.ts';

export function Strip({ room, me }: { room: Room; me: Me }) {
  // Before the first word of the server nobody knows how I appear here.
  const isKnown = room.socket.value.establishedAt > 0;
  const isAliased = room.name !== me.username;
  // A kept room may have its aliases still.
  const isKept = !isStrange(room);
  if (room.ended.value !== null || !isKnown || (isKept && !isAliased)) return null;
  return (
    <section class={styles.strip} aria-label={t('stranger.title')}>
      <p>{isAliased ? t('stranger.alias', { name: room.name }) : t('stranger.open')}</p>
      {isAliased && <Ask room={room} wish="revealed" say="stranger.reveal" sure order={revealSelf} />}
      {!isKept && <Ask room={room} wish="kept" say="stranger.keep" order={keepRoom} />}
    </section>
  );
}

function Ask(props: {
  room: Room;
  wish: Wish;
  say: 'stranger.reveal' | 'stranger.keep';
  // Nobody can take it back, so it is asked for twice.
  sure?: boolean;
  order: (room: string) => Promise<Said | Refusal>;
}) {
  const { room } = props;
  const [answered, setAnswered] = useState<Consent>();
  const [busy, setBusy] = useState(false);
  // What was said under the alias stays so in this page after both have revealed themselves.
  const names = useRef(new Set<string>()).current.add(room.name);
  const { mine, theirs } = consentIn(room.rows.value, props.wish, names, answered);

  async function order() {
    if (busy) return;
    setBusy(true);
    const answer = await props.order(room.id);
    setBusy(false);
    if (answer.ok) setAnswered({ mine: true, theirs: answer.theirs });
    else toast(say(errorNote(answer.code)));
  }
  const [asking, press] = useSure(() => void order());

  if (mine) {
    return (
      <p class={styles.said} role="status">
        <Icon path={SENT} size={16} />
        {t(`${props.say}_mine`)}
      </p>
    );
  }
  const words: Key = theirs ? `${props.say}_theirs` : props.say;
  return (
    <button type="button" aria-disabled={busy} onClick={props.sure ? press : () => void order()}>
      <span aria-live="polite">{asking ? t('stranger.reveal_sure') : t(words)}</span>
    </button>
  );
}
