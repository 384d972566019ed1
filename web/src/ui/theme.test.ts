// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { chooseTheme } from '../store/theme.ts';
import { startTheme } from './theme.ts';

test('the choice stands on <html> at once, and the browser bars follow it', () => {
  const bars = ['#ffffff', '#121a28'].map((content) => {
    const bar = document.createElement('meta');
    Object.assign(bar, { name: 'theme-color', content });
    document.head.append(bar);
    return bar;
  });
  document.documentElement.style.setProperty('--sheet', '#010203');
  startTheme();
  expect(document.documentElement.dataset.theme).toBeUndefined();
  chooseTheme('dark');
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(bars.map((bar) => bar.content)).toEqual(['#010203', '#010203']);
  chooseTheme('system');
  expect(document.documentElement.dataset.theme).toBeUndefined();
  expect(bars.map((bar) => bar.content)).toEqual(['#ffffff', '#121a28']);
});
