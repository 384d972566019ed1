// SPDX-License-Identifier: Apache-2.0
// For tests: a person with rooms that a test puts there.
import { type Signal, signal } from '@preact/signals';
import type { Refusal } from '../../net/api.ts';
import type { Me } from '../person.ts';
import type { RoomSummary, Rooms } from '../rooms.ts';

export function fakeRoom(room: Partial<RoomSummary> & { id: string }): RoomSummary {
  return {
    kind: 'group',
    name: '',
    status: 'active',
    role: 'member',
    unread: 0,
    lastId: 1,
    readUpTo: 1,
    other: null,
    preview: { sender: 'bob', own: false, content: 'hello', type: 'text', recalled: false, at: 1000 },
    memberCount: 2,
    updatedAt: 1000,
    ...room,
  };
}

export interface FakeMe {
  me: Me;
  rooms: Rooms;
  list: Signal<readonly RoomSummary[] | null>;
  failure: Signal<Refusal | null>;
  stale: Signal<boolean>;
  drafts: Signal<ReadonlyMap<string, string>>;
  reloads: number;
  forgotten: string[];
}

export function fakeMe(rooms: readonly RoomSummary[] | null): FakeMe {
  const fake: FakeMe = {
    me: {} as Me,
    rooms: {} as Rooms,
    list: signal(rooms),
    failure: signal<Refusal | null>(null),
    stale: signal(false),
    drafts: signal<ReadonlyMap<string, string>>(new Map()),
    reloads: 0,
    forgotten: [],
  };
  const shown = {
    list: fake.list,
    failure: fake.failure,
    stale: fake.stale,
    reload: async () => {
      fake.reloads += 1;
    },
    forget: (room: string) => fake.forgotten.push(room),
  };
  const parts = {
    username: 'alice',
    id: 1,
    drafts: { rooms: fake.drafts },
    rooms: signal(shown),
  };
  fake.rooms = shown as unknown as Rooms;
  fake.me = parts as unknown as Me;
  return fake;
}

export const REFUSAL: Refusal = {
  ok: false,
  code: 'offline',
  status: 0,
  retryMs: 0,
  diagnosisId: '',
  ownerHint: '',
};
