// SPDX-License-Identifier: Apache-2.0
// The head of the list: whose chats these are, and the ways to the settings and out.
import { t } from '../../i18n/i18n.ts';
import { LOGOUT_PATH, SETTINGS_PATH } from '../../store/session.ts';
import { Icon } from '../../ui/Icon.tsx';
import { LEAVE } from '../../ui/more_glyphs.ts';
import { usePage } from '../../ui/use_page.ts';
import styles from '../Chat.module.css';
import { COG } from './glyphs.ts';

// `main`: the list is what this page is about, because no room is open.
export function ChatHead(props: { username: string; main: boolean }) {
  return (
    <div class={styles.head}>
      <img src="/favicon.svg" width={32} height={32} alt={t('app.name')} />
      <div class={styles.who}>
        {props.main ? <Heading /> : <h2>{t('home.title')}</h2>}
        <p dir="auto">{props.username !== '' && t('home.signed_in_as', { name: props.username })}</p>
      </div>
      <a href={SETTINGS_PATH} title={t('home.settings')} aria-label={t('home.settings')}>
        <Icon path={COG} />
      </a>
      <a href={LOGOUT_PATH} title={t('home.sign_out')} aria-label={t('home.sign_out')}>
        <Icon path={LEAVE} />
      </a>
    </div>
  );
}

// While a room is open, the page's title and its heading are the room's.
function Heading() {
  const heading = usePage('home.title');
  return (
    <h1 ref={heading} tabIndex={-1}>
      {t('home.title')}
    </h1>
  );
}
