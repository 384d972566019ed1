// SPDX-License-Identifier: Apache-2.0
// In the place of what cannot be shown. Without a reason: a part of the client did not load, most often because
// the server was updated under an open tab.
import { errorNote, say, t } from '../i18n/i18n.ts';
import { Button } from './Button.tsx';

export function Broken({ why }: { why?: string }) {
  return (
    <>
      <p>{why === undefined ? t('app.broken') : say(errorNote(why))}</p>
      <Button onClick={() => location.reload()}>{t('app.reload')}</Button>
    </>
  );
}
