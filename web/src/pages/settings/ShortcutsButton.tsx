// SPDX-License-Identifier: Apache-2.0
// The way to the table of shortcuts for whoever does not know its key. Not where there is only a touch screen.
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { isTouch } from '../../ui/ime.ts';

export function ShortcutsButton() {
  if (isTouch()) return null;
  return (
    <div>
      <Button
        kind="quiet"
        onClick={() => {
          // Missing only after an update, which tells of itself.
          import('../chat/ShortcutSheet.tsx').then(({ openShortcuts }) => openShortcuts()).catch(() => {});
        }}
      >
        {t('keys.show')}
      </Button>
    </div>
  );
}
