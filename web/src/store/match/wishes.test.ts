// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test, vi } from 'vitest';
import { openBrowser } from '../testing/fake_browser.ts';

beforeEach(() => {
  vi.resetModules();
  openBrowser();
});

test('H18 tags stand between commas of both kinds, each once, and not too many', async () => {
  const { tagsIn } = await import('./wishes.ts');
  expect(tagsIn(' cats\uff0c hiking, cats \u3001tea')).toEqual(['cats', 'hiking', 'tea']);
  expect(tagsIn('')).toEqual([]);
  expect(tagsIn('x'.repeat(21))).toBeNull();
  expect(tagsIn('1,2,3,4,5,6,7,8,9')).toBeNull();
});

test('H18 wishes are kept on the device, and what is no wish any more is not', async () => {
  const first = await import('./wishes.ts');
  const wanted = { language: '', tags: ['cats'], ageBands: [3, 99], hard: true };
  first.setWishes({ language: 'zh', tags: [], ageBand: 12, wanted });
  vi.resetModules();
  const again = await import('./wishes.ts');
  expect(again.wishes.value).toEqual({
    language: 'zh',
    tags: [],
    ageBand: 0,
    wanted: { language: '', tags: ['cats'], ageBands: [3], hard: true },
  });
  again.setWishes(again.NO_WISHES);
  expect(localStorage.getItem('heartlink.wishes')).toBeNull();
});

test('H18 what is not said is not sent', async () => {
  const asked: unknown[] = [];
  vi.stubGlobal('document', { cookie: '' });
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    asked.push(JSON.parse(String(init.body)));
    return new Response('{"success":true,"matched":false}');
  });
  const { createMatch } = await import('../../net/match_api.ts');
  const { NO_WISHES } = await import('./wishes.ts');
  await createMatch('heart', '', NO_WISHES);
  const wanted = { language: '', tags: [], ageBands: [2], hard: false };
  await createMatch('heart', '', { ...NO_WISHES, language: 'zh', wanted });
  expect(asked).toEqual([{}, { language: 'zh', wanted: { age_bands: [2], hard: false } }]);
  vi.unstubAllGlobals();
});
