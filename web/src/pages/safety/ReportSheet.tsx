// SPDX-License-Identifier: Apache-2.0
// Reports somebody: why, in one's own words if one likes, with the last messages, which are shown. It stays until it
// is closed: the number of the report is worth keeping.
import { useEffect, useState } from 'preact/hooks';
import { errorNote, type Note, say, t } from '../../i18n/i18n.ts';
import { sendReport } from '../../net/safety_api.ts';
import { readSite, type Site } from '../../net/site_api.ts';
import { graphemes } from '../../store/room/graphemes.ts';
import type { Room } from '../../store/room/room.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Attached } from './Attached.tsx';
import { blockToo } from './block_too.ts';
import { reportable } from './reportable.ts';
import styles from './Safety.module.css';

const REASONS = ['sexual', 'harassment', 'fraud', 'self_harm', 'minors', 'illegal'] as const;
const NOTE_MAX = 500;

export function ReportSheet(props: { room: Room; username: string; onClose: () => void }) {
  const { room, onClose } = props;
  // As the room was when it was asked for: blocking ends it.
  const [about] = useState(() => reportable(room, props.username));
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [block, setBlock] = useState(about.isStranger);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Note | null>(null);
  const [done, setDone] = useState<readonly Note[] | null>(null);
  const site = useSite();
  const length = graphemes(note.trim());

  async function send(event: Event) {
    event.preventDefault();
    if (busy) return;
    if (reason === '') return setFailure({ key: 'error.reason_invalid' });
    if (length > NOTE_MAX) return setFailure({ key: 'error.note_too_long' });
    setBusy(true);
    const answer = await sendReport({
      room: about.room,
      reason,
      note: note.trim(),
      username: about.username,
    });
    const said: Note[] = [];
    if (answer.ok) said.push({ key: 'reporting.done', params: { id: answer.id } });
    else if (answer.code === 'already_reported') said.push(errorNote(answer.code));
    const isKnown = said.length > 0;
    if (isKnown && block) said.push(await blockToo(about));
    setBusy(false);
    if (isKnown) setDone(said);
    else if (!answer.ok) setFailure(errorNote(answer.code));
  }

  const title = t('reporting.title', { name: about.name });
  if (done !== null) {
    return (
      <Sheet title={title} onClose={onClose} actions={<Button onClick={onClose}>{t('safety.close')}</Button>}>
        <div role="status">
          {done.map((one) => (
            <p key={one.key}>{say(one)}</p>
          ))}
        </div>
        <Help site={site} shown={reason === 'self_harm'} />
      </Sheet>
    );
  }
  return (
    <Sheet title={title} onClose={onClose}>
      <form class={styles.form} onSubmit={(event) => void send(event)}>
        <fieldset class={styles.reasons}>
          <legend>{t('reporting.reason')}</legend>
          {REASONS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="reason"
                checked={reason === one}
                onChange={() => {
                  setReason(one);
                  setFailure(null);
                }}
              />
              {t(`reporting.reason.${one}`)}
            </label>
          ))}
        </fieldset>
        <Help site={site} shown={reason === 'self_harm'} />
        <label class={styles.note}>
          {t('reporting.note')}
          <textarea
            rows={3}
            dir="auto"
            aria-invalid={length > NOTE_MAX}
            value={note}
            onInput={({ currentTarget: { value } }) => setNote(value)}
          />
        </label>
        <p class={styles.count}>{t('reporting.count', { n: length, max: NOTE_MAX })}</p>
        <Attached messages={about.messages} />
        <label>
          <input
            type="checkbox"
            checked={block}
            onChange={({ currentTarget }) => setBlock(currentTarget.checked)}
          />
          {t('reporting.block_too')}
        </label>
        <FormError text={failure === null ? '' : say(failure)} />
        <Button kind="primary" type="submit" busy={busy}>
          {t(busy ? 'reporting.busy' : 'reporting.submit')}
        </Button>
        <Button onClick={onClose}>{t('safety.cancel')}</Button>
        {site !== null && site.contact !== '' && (
          <p class={styles.about}>{t('reporting.contact', { contact: site.contact })}</p>
        )}
      </form>
    </Sheet>
  );
}

// Where somebody in danger finds help; the site says it, or nobody.
function Help({ site, shown }: { site: Site | null; shown: boolean }) {
  const help = site?.help ?? '';
  return (
    <div role="status">
      {shown && help !== '' && (
        <p class={styles.help}>
          {t('reporting.help')} <strong>{help}</strong>
        </p>
      )}
    </div>
  );
}

function useSite(): Site | null {
  const [site, setSite] = useState<Site | null>(null);
  useEffect(() => void readSite().then(setSite), []);
  return site;
}
