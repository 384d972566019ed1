// SPDX-License-Identifier: Apache-2.0
// What there is to know and to do about a room: its people, the invite link, the ways out. A third column where
// the window is wide enough, else a sheet over the page.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import type { Me } from '../../store/person.ts';
import type { RoomAbout } from '../../store/room/types.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { CLOSE } from '../../ui/more_glyphs.ts';
import { InfoBody } from './InfoBody.tsx';
import styles from './RoomInfo.module.css';
import { useEscape } from './use_escape.ts';
import { usePeople } from './use_people.ts';

const WIDE = '(min-width: 1276px)';

// `about`: what the open room knows already, for the first paint.
export function RoomInfo(props: { me: Me; id: string; about: RoomAbout | null; onClose: () => void }) {
  const here = usePeople(props.me, props.id);
  const wide = useWide();
  const column = useRef<HTMLElement>(null);
  useEscape(column, props.onClose);
  const body = (
    <>
      <header class={styles.head}>
        <h2>{t('info.title')}</h2>
        <button
          type="button"
          class={`icon-button ${styles.icon}`}
          aria-label={t('info.close')}
          onClick={props.onClose}
        >
          <Icon path={CLOSE} />
        </button>
      </header>
      <InfoBody {...props} here={here} />
    </>
  );
  if (!wide) {
    return (
      <Dialog label={t('info.title')} onClose={props.onClose}>
        {body}
      </Dialog>
    );
  }
  return (
    <aside ref={column} class={styles.column} aria-label={t('info.title')}>
      {body}
    </aside>
  );
}

function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const follow = () => setWide(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return wide;
}
