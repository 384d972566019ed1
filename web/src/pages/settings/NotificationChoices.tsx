// SPDX-License-Identifier: Apache-2.0
// Whether new messages call, and how. The browser is asked only when somebody presses for it, and the words say
// what will really happen.
import { useEffect } from 'preact/hooks';
import { type Key, t } from '../../i18n/i18n.ts';
import { preferences, setPreference } from '../../store/preferences.ts';
import { askPermission, type Permission, permission, watchPermission } from '../../ui/notify_permission.ts';
import styles from '../Settings.module.css';
import { Toggle } from './Choices.tsx';

const STATES: Record<Permission, Key> = {
  granted: 'notify.off',
  default: 'notify.asks',
  denied: 'notify.denied',
  unsupported: 'notify.unsupported',
  add_to_home: 'notify.add_to_home',
  insecure: 'notify.insecure',
};

export function NotificationChoices() {
  const { notify, sound, showContent } = preferences.value;
  const state = permission.value;
  const on = notify && state === 'granted';
  useEffect(watchPermission, []);

  async function choose(wanted: boolean) {
    setPreference('notify', wanted && (await askPermission()) === 'granted');
  }

  return (
    <section class={`card ${styles.toggles}`} aria-labelledby="notify-title">
      <h2 id="notify-title">{t('notify.title')}</h2>
      <Toggle
        label={t('notify.label')}
        about={<span role="status">{t(on ? 'notify.on' : STATES[state])}</span>}
        on={on}
        disabled={state !== 'granted' && state !== 'default'}
        onChange={(wanted) => void choose(wanted)}
      />
      <Toggle
        label={t('notify.content')}
        about={t('notify.content_about')}
        on={showContent}
        disabled={!on}
        onChange={(wanted) => setPreference('showContent', wanted)}
      />
      <Toggle
        label={t('notify.sound')}
        about={t('notify.sound_about')}
        on={sound}
        onChange={(wanted) => setPreference('sound', wanted)}
      />
    </section>
  );
}
