// SPDX-License-Identifier: Apache-2.0
// One tab with the room open, for the tests of store/room/, and the promises that its screen has to keep at
// every moment.
import { effect } from '@preact/signals';
import { Room, type Row } from '../room.ts';
import { type FakeDevice, type FakeOutbox, person } from './device.ts';
import { type FakeServer, ROOM } from './server.ts';

export class FakeTab {
  readonly room: Room;
  readonly outbox: FakeOutbox;
  // What this tab has shown as sent or being sent.
  private readonly mine = new Set<string>();
  // Promises that were not kept.
  readonly broken: string[] = [];
  private readonly unwatch: () => void;

  constructor(
    private readonly server: FakeServer,
    private readonly device: FakeDevice,
    readonly name: string,
  ) {
    this.outbox = device.open(name);
    this.room = new Room(person(this.outbox).me, ROOM);
    this.unwatch = effect(() => this.check(this.room.rows.value));
  }

  close(): void {
    this.unwatch();
    this.device.kill(this.name);
    this.room.dispose();
  }

  send(content: string): void {
    void this.room.sendMessage(content);
  }

  shown(): { id: number; content: unknown }[] {
    return this.room.rows.value.flatMap((row) =>
      row.row === 'message' || row.row === 'recalled'
        ? [{ id: row.entry.id, content: row.entry.content }]
        : [],
    );
  }

  waiting(): number {
    return this.room.rows.value.filter(({ row }) => row === 'pending').length;
  }

  // expect() is too slow for what is asked so often.
  private check(rows: readonly Row[]): void {
    const keys = new Set(rows.map(({ key }) => key));
    const ids = rows.flatMap((row) => ('entry' in row ? [row.entry.id] : []));
    const words = rows.flatMap((row) => {
      if (row.row === 'pending') return [row.item.content];
      return row.row === 'message' ? [row.entry.content] : [];
    });
    for (const row of rows) if (row.row === 'pending' && row.item.tab === this.name) this.mine.add(row.key);
    const broken = [
      keys.size !== rows.length && 'a key comes twice',
      ids.some((id, i) => i > 0 && id <= (ids[i - 1] ?? 0)) && 'entries are out of order',
      new Set(words).size !== words.length && 'a message is shown twice',
      [...this.mine].some((key) => !keys.has(key) && !this.isAbove(key, ids)) && 'a message is gone again',
    ].filter((one) => one !== false);
    this.broken.push(...broken);
  }

  // Stored so long ago that it stands above what is loaded.
  private isAbove(clientId: string, ids: readonly number[]): boolean {
    const id = this.server.log.findIndex((one) => one.clientId === clientId) + 1;
    return id > 0 && id < (ids[0] ?? 0);
  }
}
