// SPDX-License-Identifier: Apache-2.0
import { t } from '../../i18n/i18n.ts';

// What a room is, and for how many.
export function kindText(kind: string, n: number): string {
  switch (kind) {
    case 'direct':
      return t('info.kind_direct');
    case 'number':
    case 'heart':
      return t('info.kind_match');
    case 'group':
      return t('info.kind_group', { n });
    case 'public':
      return t('info.kind_public', { n });
    case 'test':
      return t('info.kind_test');
    case 'system':
      return t('info.kind_system');
    default:
      return '';
  }
}
