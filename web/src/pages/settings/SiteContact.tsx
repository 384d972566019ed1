// SPDX-License-Identifier: Apache-2.0
// How to reach whoever runs the site, where the site says it.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { readSite } from '../../net/site_api.ts';
import styles from '../Settings.module.css';

export function SiteContact() {
  const [contact, setContact] = useState('');
  useEffect(() => void readSite().then((site) => setContact(site.contact)), []);
  return contact === '' ? null : <footer class={styles.about}>{t('settings.contact', { contact })}</footer>;
}
