// SPDX-License-Identifier: Apache-2.0
// What every page owes the reader: a title in the tab and, after moving from another page, the focus on its
// heading.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Key, t } from '../i18n/i18n.ts';

// What stands in front of every title, such as how much is unread.
export const titleMark = signal('');

let pagesShown = 0;

// Answers the ref for the page's <h1 tabIndex={-1}>.
export function usePage(titleKey: Key, detail = '') {
  const heading = useRef<HTMLHeadingElement>(null);
  const title = detail === '' ? t(titleKey) : `${detail} · ${t(titleKey)}`;
  const whole = `${titleMark.value}${title} · ${t('app.name')}`;
  useEffect(() => {
    document.title = whole;
  }, [whole]);
  useEffect(() => {
    pagesShown += 1;
    // The first page belongs to the browser: it starts at the top by itself.
    if (pagesShown > 1) heading.current?.focus();
  }, []);
  return heading;
}
