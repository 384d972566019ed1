// SPDX-License-Identifier: Apache-2.0
// What a room is and who has it open: asked for over HTTP and told by the frames that pass, and asked for again
// when a membership changed.
import { computed, signal } from '@preact/signals';
import { type Frame, text, whole } from '../../net/frames.ts';
import { participants } from '../../net/room_api.ts';
import type { RoomSummary } from '../rooms.ts';
import type { Marks } from './marks.ts';
import type { RoomAbout } from './types.ts';

export interface Presence {
  // How many people have the room open, me included; 0 while that is not known.
  readonly count: number;
  // Who; null when only their number is told.
  readonly names: ReadonlySet<string> | null;
}

const OF_TWO: readonly string[] = ['direct', 'number', 'heart'];
const RELOAD_AFTER_MS = 1_000;

export class People {
  readonly online = signal<Presence>({ count: 0, names: null });
  // As last asked for, or kept; else what the list of rooms knows, which is all there is of one that has ended.
  readonly about = computed(() => this.base.value ?? aboutOf(this.summary()));
  private readonly base = signal<RoomAbout | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  // `me`: my name in this room; `summary` follows the list of rooms.
  constructor(
    private readonly room: string,
    public me: string,
    private readonly marks: Marks,
    private readonly summary: () => RoomSummary | undefined,
  ) {}

  paint(about: RoomAbout | null): void {
    this.base.value = about;
  }

  async load(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.asked += 1;
    const asked = this.asked;
    const answer = await participants(this.room);
    if (asked !== this.asked || !answer.ok) return;
    const { kind, name, memberCount, people } = answer;
    for (const { username, read, delivered } of people) this.marks.move(username, read, delivered);
    const my = people.find(({ username }) => username === this.me);
    const other = OF_TWO.includes(kind) ? people.find(({ username }) => username !== this.me) : undefined;
    this.base.value = {
      kind,
      name,
      status: 'active',
      role: my?.role ?? this.summary()?.role ?? 'guest',
      memberCount,
      other: other?.username ?? null,
    };
  }

  // Somebody came, went or has another role now.
  loadSoon(): void {
    this.timer ??= setTimeout(() => void this.load(), RELOAD_AFTER_MS);
  }

  end(): void {
    const about = this.about.peek();
    if (about !== null) this.base.value = { ...about, status: 'ended' };
  }

  // `presence`, `user_joined`, `user_left`.
  take(frame: Frame): void {
    const name = text(frame.username);
    if (frame.type === 'presence') this.found(frame);
    else if (name !== '') this.moved(name, frame.type === 'user_joined');
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asked += 1;
  }

  private found(frame: Frame): void {
    if (!Array.isArray(frame.online)) {
      this.online.value = { count: whole(frame.count) ?? 0, names: null };
      return;
    }
    const names = new Set(frame.online.map(text));
    this.online.value = { count: names.size, names };
  }

  private moved(name: string, isHere: boolean): void {
    const { count, names } = this.online.peek();
    if (names === null) {
      this.online.value = { count: Math.max(count + (isHere ? 1 : -1), 0), names };
      return;
    }
    const now = new Set(names);
    if (isHere) now.add(name);
    else now.delete(name);
    this.online.value = { count: now.size, names: now };
  }
}

function aboutOf(summary: RoomSummary | undefined): RoomAbout | null {
  if (summary === undefined) return null;
  const { kind, name, status, role, memberCount, other } = summary;
  return { kind, name, status, role, memberCount, other: other?.username ?? null };
}
