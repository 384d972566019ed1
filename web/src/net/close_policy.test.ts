// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { backOffMs, comesBack, refusalHeals } from './close_policy.ts';

test.each([1001, 1006, 1012, 1013, 4000, 4200, 4399, 4408])('a socket closed with %i comes back', (code) => {
  expect(comesBack(code)).toBe(true);
});

test.each([1000, 1002, 1003, 1005, 1007, 1009, 1011, 3999, 4400, 4401, 4403, 4407, 4409, 4410, 4429, 4999])(
  'a socket closed with %i stays closed',
  (code) => {
    expect(comesBack(code)).toBe(false);
  },
);

test('only refusals that time heals are tried again', () => {
  expect(refusalHeals('unavailable')).toBe(true);
  expect(refusalHeals('too_many_connections')).toBe(true);
  for (const code of ['login_required', 'origin_refused', 'room_not_found', 'not_a_member', 'room_ended']) {
    expect(refusalHeals(code)).toBe(false);
  }
});

test('the wait is anything from zero to a cap that grows and then stands still', () => {
  expect(backOffMs(0, 0)).toBe(0);
  expect(backOffMs(0, 0.9999)).toBe(499);
  expect(backOffMs(3, 0.9999)).toBe(2456);
  expect(backOffMs(50, 0.9999)).toBe(19_998);
});
