// SPDX-License-Identifier: Apache-2.0
// One visit to one room, for the tests of store/room/: a fresh browser, a fresh server, the test's clock.
import { vi } from 'vitest';
import { Room, type Row } from '../room.ts';
import { FakeDevice, type FakeOutbox, person } from './device.ts';
import { NOON } from './entries.ts';
import type { FakeLine } from './line.ts';
import { resetModules } from './modules.ts';
import { FakeServer, ROOM } from './server.ts';

export class FakeVisit {
  readonly server = new FakeServer();
  readonly device = new FakeDevice();
  readonly outbox: FakeOutbox;
  readonly rooms: ReturnType<typeof person>['rooms'];
  readonly me: ReturnType<typeof person>['me'];
  private opened: Room | null = null;

  constructor() {
    vi.useFakeTimers();
    vi.setSystemTime(NOON);
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    resetModules();
    this.server.install();
    this.outbox = this.device.open('tab');
    ({ me: this.me, rooms: this.rooms } = person(this.outbox));
  }

  // Opens the room and lets everything come.
  async open(ms = 200): Promise<Room> {
    this.opened = new Room(this.me, ROOM);
    await pass(ms);
    return this.opened;
  }

  // An earlier visit, of which only what it kept is left.
  async before(): Promise<void> {
    const room = await this.open();
    room.dispose();
    await pass(0);
    this.server.requests = [];
    this.server.opened = [];
  }

  get room(): Room {
    if (this.opened === null) throw new Error('nobody opened it');
    return this.opened;
  }

  get line(): FakeLine {
    const line = this.server.lines.at(-1);
    if (line === undefined) throw new Error('there is no line');
    return line;
  }

  get rows(): readonly Row[] {
    return this.room.rows.value;
  }

  row(key: string): Row | undefined {
    return this.rows.find((row) => row.key === key);
  }

  get kinds(): string[] {
    return this.rows.map(({ row }) => row);
  }

  // The ids of the messages that are shown.
  get ids(): number[] {
    return this.rows.flatMap((row) =>
      row.row === 'message' || row.row === 'recalled' ? [row.entry.id] : [],
    );
  }

  get pending(): Extract<Row, { row: 'pending' }>[] {
    return this.rows.filter((row) => row.row === 'pending');
  }

  // What was sent of this type on the present line.
  sent(type: string) {
    return this.line.sent.filter((frame) => frame.type === type);
  }

  // What was asked for of the log over HTTP.
  get pages(): string[] {
    return this.server.requests.filter((path) => path.includes('/messages/'));
  }

  // The line breaks; it comes back by itself within a second.
  break(): void {
    this.line.cut(1006);
  }

  bobSays(count: number): void {
    for (let i = 0; i < count; i += 1) this.server.says('bob', `bob ${this.server.head + 1}`);
  }

  async end(): Promise<void> {
    this.opened?.dispose();
    this.device.kill('tab');
    await pass(0);
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
}

export function upTo(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

export function pass(ms: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(ms);
}
