// SPDX-License-Identifier: Apache-2.0
// Every address that is no page. The server sends the shell with status 404 for these.
import { t } from '../i18n/i18n.ts';
import { HOME_PATH } from '../store/session.ts';
import { TopBar } from '../ui/TopBar.tsx';
import { usePage } from '../ui/use_page.ts';
import styles from './Missing.module.css';

export default function Missing() {
  const heading = usePage('missing.title');
  return (
    <>
      <TopBar home={HOME_PATH} />
      <main class={styles.page}>
        <h1 ref={heading} tabIndex={-1}>
          {t('missing.title')}
        </h1>
        <p>{t('missing.text')}</p>
        <p>
          <a href={HOME_PATH}>{t('missing.home')}</a>
        </p>
      </main>
    </>
  );
}
