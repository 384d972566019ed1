// SPDX-License-Identifier: Apache-2.0
// The people of a room: read when the panel opens, after everything one does in it, and, at some distance, when
// something happened in the room.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Refusal } from '../../net/api.ts';
import { type People, participants } from '../../net/room_api.ts';
import type { Me } from '../../store/person.ts';
import { leaveToLogin } from '../leave.ts';

const PAUSE_MS = 5_000;

export interface PeopleHere {
  people: People | null;
  failure: Refusal | null;
  reload(): Promise<void>;
}

export function usePeople(me: Me, id: string): PeopleHere {
  const [people, setPeople] = useState<People | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const readAt = useRef(0);
  const lastId = me.rooms.value?.list.value?.find((room) => room.id === id)?.lastId ?? 0;

  const reload = useCallback(async () => {
    readAt.current = Date.now();
    const answer = await participants(id);
    if (answer.ok) {
      setPeople(answer);
      setFailure(null);
    } else if (answer.status === 401) leaveToLogin();
    else setFailure(answer);
  }, [id]);

  useEffect(() => {
    const ms = Math.max(0, readAt.current + PAUSE_MS - Date.now());
    const timer = setTimeout(() => void reload(), readAt.current === 0 ? 0 : ms);
    return () => clearTimeout(timer);
  }, [reload, lastId]);

  return { people, failure, reload };
}
