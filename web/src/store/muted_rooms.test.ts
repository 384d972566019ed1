// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { mutedRooms, muteRoom } from './muted_rooms.ts';

test('what is muted here is stored, and what another tab muted is kept', () => {
  muteRoom('den', true);
  expect([...mutedRooms.value]).toEqual(['den']);
  localStorage.setItem('heartlink.muted', '["den","attic"]');
  dispatchEvent(new StorageEvent('storage', { key: 'heartlink.muted' }));
  expect(mutedRooms.value.has('attic')).toBe(true);
  muteRoom('den', false);
  expect(localStorage.getItem('heartlink.muted')).toBe('["attic"]');
});

test('whatever else stands in the storage mutes nothing', () => {
  localStorage.setItem('heartlink.muted', '{"den":1}');
  dispatchEvent(new StorageEvent('storage', { key: 'heartlink.muted' }));
  expect(mutedRooms.value.size).toBe(0);
});
