// SPDX-License-Identifier: Apache-2.0
// Says that there is a new version, over whatever page is open. It stands until it is answered; putting it
// off lasts until the next page load or the next version.
import { signal } from '@preact/signals';
import { render } from 'preact';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './UpdateNotice.module.css';

const accept = signal<(() => void) | null>(null);
let host: HTMLElement | null = null;

export function offerUpdate(onAccept: () => void): void {
  if (host === null) {
    host = document.createElement('div');
    // The live region must be there before its words.
    host.setAttribute('role', 'status');
    document.body.append(host);
    render(<UpdateNotice />, host);
  }
  accept.value = onAccept;
}

function UpdateNotice() {
  const onAccept = accept.value;
  if (onAccept === null) return null;
  const close = () => {
    accept.value = null;
  };
  return (
    <div class={styles.notice}>
      <p>{t('app.update')}</p>
      <Button kind="quiet" onClick={close}>
        {t('app.later')}
      </Button>
      <Button kind="primary" onClick={onAccept}>
        {t('app.reload')}
      </Button>
    </div>
  );
}
