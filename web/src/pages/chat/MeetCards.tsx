// SPDX-License-Identifier: Apache-2.0
// The ways to somebody new. While one waits in heart link, its card counts down; that part comes when it is needed.
import { t } from '../../i18n/i18n.ts';
import { readLocal, WAITING } from '../../store/local.ts';
import styles from './MeetCards.module.css';
import { useLoaded } from './use_loaded.ts';

const loadLeft = async () => (await import('../match/CardLeft.tsx')).CardLeft;

export function MeetCards() {
  const CardLeft = useLoaded(readLocal(WAITING) !== null, loadLeft).part;
  return (
    <nav class={styles.cards} aria-label={t('meet.title')}>
      <a href="/tools/number-match/">
        <b>{t('meet.number')}</b>
        <small>{t('meet.number_about')}</small>
      </a>
      <a href="/tools/heart_link/">
        <b>{t('meet.heart')}</b>
        <small>{CardLeft === null ? t('meet.heart_about') : <CardLeft />}</small>
      </a>
    </nav>
  );
}
