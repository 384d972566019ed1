// SPDX-License-Identifier: Apache-2.0
// Before the first start: three rules, what the site does about messages, and one's age. Accepted once.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { site } from '../../store/match/rules.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from './match.module.css';

export function RulesSheet(props: { onAccept: () => void; onClose: () => void }) {
  const [adult, setAdult] = useState(false);
  const { filter } = site.value;
  return (
    <Sheet
      title={t('rules.title')}
      onClose={props.onClose}
      actions={
        <div class={styles.heart}>
          <Button kind="primary" wide disabled={!adult} onClick={props.onAccept}>
            {t('rules.accept')}
          </Button>
          <Button wide onClick={props.onClose}>
            {t('rules.cancel')}
          </Button>
        </div>
      }
    >
      <ul class={styles.rules}>
        <li>{t('rules.kind')}</li>
        <li>{t('rules.private')}</li>
        <li>{t('rules.free')}</li>
        {filter !== 'off' && <li>{t(filter === 'hold' ? 'rules.hold' : 'rules.warn')}</li>}
      </ul>
      <label class={styles.check}>
        <input type="checkbox" checked={adult} onChange={(event) => setAdult(event.currentTarget.checked)} />
        {t('rules.adult')}
      </label>
    </Sheet>
  );
}
