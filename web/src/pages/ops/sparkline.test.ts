// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Overview } from '../../net/ops_api.ts';
import { sparkline } from './sparkline.ts';

function point(seconds: number, online: number | null): Overview {
  return {
    ok: true,
    at: 1_000_000 + seconds * 1000,
    version: '1',
    startedAt: '',
    figures: { online } as Overview['figures'],
  };
}

test('the newest point is at the right edge, the highest at the top, and zero at the bottom', () => {
  const { line, area } = sparkline([point(0, 0), point(5, 10), point(10, 5)], 'online');
  expect(line).toBe('M57,20L58,0L59,10h0');
  expect(area).toBe('M57,20L57,20L58,0L59,10V20z');
});

test('one point alone is a dot, and a figure that stays at zero lies on the ground', () => {
  expect(sparkline([point(0, 0)], 'online').line).toBe('M59,20h0');
});

test('where nobody looked there is no line', () => {
  const { line } = sparkline([point(0, 4), point(5, 4), point(60, 2), point(65, 2)], 'online');
  expect(line).toBe('M46,0L47,0h0M58,10L59,10h0');
});

test('what is older than five minutes, or not known, is not drawn', () => {
  expect(sparkline([point(0, 1), point(300, null), point(301, 1)], 'online').line).toBe('M59,0h0');
  expect(sparkline([point(0, null)], 'online')).toEqual({ line: '', area: '' });
});
