// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Person } from '../../net/room_api.ts';
import { givesRoles, governs, inOrder, mayActOn, mayEnd, mayInvite, mayJoin, mayLeave } from './rights.ts';

const is = (role: string) => ({ role });
const group = (role: string) => ({ kind: 'group', role });

test('nobody acts on an equal or a higher one', () => {
  expect(mayActOn(group('owner'), is('admin'))).toBe(true);
  expect(mayActOn(group('admin'), is('member'))).toBe(true);
  expect(mayActOn(group('admin'), is('admin'))).toBe(false);
  expect(mayActOn(group('admin'), is('owner'))).toBe(false);
  expect(mayActOn(group('member'), is('guest'))).toBe(false);
});

test('in a room of two, or a test room, nobody has a say over another', () => {
  for (const kind of ['direct', 'number', 'heart', 'test', 'system']) {
    expect(governs({ kind, role: 'owner' }), kind).toBe(false);
    expect(mayActOn({ kind, role: 'owner' }, is('member')), kind).toBe(false);
  }
});

test('only the owner gives roles, and only to members and admins', () => {
  expect(givesRoles(group('owner'), is('member'))).toBe(true);
  expect(givesRoles(group('admin'), is('member'))).toBe(false);
  expect(givesRoles(group('owner'), is('guest'))).toBe(false);
});

test('groups are invited to and ended by their owner, public rooms are joined', () => {
  expect(mayInvite(group('admin'))).toBe(true);
  expect(mayInvite({ kind: 'public', role: 'admin' })).toBe(false);
  expect(mayEnd(group('owner'))).toBe(true);
  expect(mayEnd(group('admin'))).toBe(false);
  expect(mayEnd({ kind: 'direct', role: 'member' })).toBe(true);
  expect(mayLeave(group('member'))).toBe(true);
  expect(mayLeave({ kind: 'direct', role: 'member' })).toBe(false);
  expect(mayJoin({ kind: 'public', role: 'guest' })).toBe(true);
  expect(mayJoin({ kind: 'public', role: 'member' })).toBe(false);
});

test('the owner stands first, then who is here', () => {
  const person = (username: string, role: string, online: boolean) => ({ username, role, online }) as Person;
  const people = [
    person('dan', 'member', false),
    person('bob', 'member', true),
    person('cat', 'owner', false),
  ];
  expect(inOrder(people).map((one) => one.username)).toEqual(['cat', 'bob', 'dan']);
});
