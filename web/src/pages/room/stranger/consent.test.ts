// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { member } from '../../../store/room/testing/entries.ts';
import type { Row } from '../../../store/room/types.ts';
import { consentIn } from './consent.ts';

const ME = new Set(['Cone']);
const said = (id: number, username: string, action: string, both = false): Row => ({
  row: 'notice',
  key: String(id),
  entry: member(id, { username, action, both }),
});

test('nobody has said anything until the log tells it', () => {
  expect(consentIn([], 'revealed', ME)).toEqual({ mine: false, theirs: false });
  expect(consentIn([said(1, 'Cone', 'kept')], 'revealed', ME)).toEqual({ mine: false, theirs: false });
});

test('each word is the one of whoever said it', () => {
  expect(consentIn([said(1, 'Cone', 'revealed')], 'revealed', ME)).toEqual({ mine: true, theirs: false });
  expect(consentIn([said(1, 'Moon', 'kept')], 'kept', ME)).toEqual({ mine: false, theirs: true });
});

test('the second word is of both, whoever of them the first one is known of', () => {
  expect(consentIn([said(2, 'Cone', 'kept', true)], 'kept', ME)).toEqual({ mine: true, theirs: true });
});

test('what was said under an earlier name of mine is mine', () => {
  const names = new Set(['Cone', 'alice']);
  expect(consentIn([said(1, 'Cone', 'kept')], 'kept', names)).toEqual({ mine: true, theirs: false });
});

test('what the log does not reach the answer tells', () => {
  const answered = { mine: true, theirs: true };
  expect(consentIn([], 'kept', ME, answered)).toEqual(answered);
});
