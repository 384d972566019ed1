// SPDX-License-Identifier: Apache-2.0
// A server in memory for the tests of store/room/: one room as docs/protocol.md says it, over a WebSocket and a
// fetch of its own. Frames of one line arrive in order, after a while of the test's clock; kill() loses all that
// is on its way and keeps what is committed.
import { vi } from 'vitest';
import type { Frame } from '../../../net/frames.ts';
import { NOON } from './entries.ts';
import { FakeLine } from './line.ts';

export const ROOM = 'room-1';
const RESUME_MAX = 500;
const RESUME_NEWEST = 200;

interface Written {
  readonly sender: string;
  readonly clientId: string;
  // As it is told: `message` without what depends on the reader.
  frame: Frame & { id: number; message?: Record<string, unknown> };
}

export class FakeServer {
  log: Written[] = [];
  epoch = 'e1';
  prunedBefore = 1;
  me = 'alice';
  // How I appear in the room; '' under my own name.
  alias = '';
  readUpTo = 0;
  isUp = true;
  // Somebody has read everything that I wrote.
  isRead = false;
  // What refuses every socket, as admission says it.
  refusal: { status: number; code: string } | null = null;
  participants: Record<string, unknown>[] = [];
  lines: FakeLine[] = [];
  // Every socket there ever was, by its address.
  opened: string[] = [];
  requests: string[] = [];
  // Milliseconds one way.
  delay = () => 10;
  // What a message is refused with instead of being stored.
  refuse: (frame: Frame) => Frame | null = () => null;
  // Whether this frame gets lost on a line that lives on, and whether it comes twice.
  loses: (frame: Frame) => boolean = () => false;
  repeats: (frame: Frame) => boolean = () => false;
  // Answers instead of the server; undefined: the server answers.
  answer: (path: string) => [number, unknown] | undefined = () => undefined;

  install(): void {
    const server = this;
    class Socket extends FakeLine {
      constructor(address: string) {
        super(server, address);
      }
    }
    vi.stubGlobal('WebSocket', Socket);
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) => this.fetch(path, init));
  }

  get head(): number {
    return this.log.length;
  }

  // What others do.
  says(sender: string, content: string): number {
    return this.commit(sender, '', { content, message_type: 'text', reply_to: null });
  }

  takesBack(username: string, target: number): number {
    const written = this.log[target - 1];
    if (written?.frame.message) {
      const message = { ...written.frame.message, content: '', message_type: 'system', recalled: true };
      written.frame = { ...written.frame, message };
    }
    return this.append(username, '', { type: 'message_recalled', target, username, created_at: this.now() });
  }

  append(sender: string, clientId: string, frame: Frame): number {
    const id = this.head + 1;
    this.log.push({ sender, clientId, frame: { ...frame, id } });
    for (const line of this.lines) if (line.isLive) line.say(this.frameOf(id));
    return id;
  }

  signal(frame: Frame): void {
    for (const line of this.lines) if (line.isLive) line.say(frame);
  }

  // The process dies: nothing on its way arrives, and nobody is there until start().
  kill(): void {
    this.isUp = false;
    for (const line of [...this.lines]) line.cut(1006);
  }

  start(): void {
    this.isUp = true;
  }

  // An older copy of the data comes back.
  restore(head: number, epoch: string): void {
    this.log = this.log.slice(0, head);
    this.epoch = epoch;
  }

  messages(): { id: number; content: unknown }[] {
    return this.log.flatMap(({ frame }) =>
      frame.message === undefined ? [] : [{ id: frame.id, content: frame.message.content }],
    );
  }

  // --- one line's commands ---

  hear(line: FakeLine, frame: Frame): void {
    if (frame.type === 'message') this.post(line, frame);
    if (frame.type === 'ping') line.say({ type: 'pong' });
    if (frame.type === 'read_status') {
      this.readUpTo = Math.max(this.readUpTo, Math.min(Number(frame.up_to), this.head));
      this.signal({ type: 'read_status_update', username: this.me, message_ids: [], up_to: this.readUpTo });
    }
  }

  private post(line: FakeLine, frame: Frame): void {
    const clientId = String(frame.client_id);
    const known = this.log.findIndex((one) => one.sender === this.me && one.clientId === clientId) + 1;
    const refused = known > 0 ? null : this.refuse(frame);
    if (refused !== null) {
      line.say({ ...refused, type: 'error', client_id: clientId });
      return;
    }
    const id = known || this.head + 1;
    line.say({ type: 'ack', client_id: clientId, id, created_at: this.now(), dup: known > 0 });
    if (known > 0) return;
    const { content, message_type, reply_to } = frame;
    this.commit(this.me, clientId, { content, message_type, reply_to });
  }

  commit(sender: string, clientId: string, words: Record<string, unknown>): number {
    const message = { id: this.head + 1, sender, ...words, created_at: this.now() };
    return this.append(sender, clientId, { type: 'chat_message', message });
  }

  private now(): string {
    return new Date(NOON + this.head * 1000).toISOString();
  }

  frameOf(id: number): Frame {
    const { frame, sender, clientId } = this.log[id - 1] as Written;
    if (frame.message === undefined) return frame;
    const own = sender === this.me;
    const mine = own && clientId !== '' ? { client_id: clientId } : {};
    return { ...frame, message: { ...frame.message, is_own: own, is_read: own && this.isRead, ...mine } };
  }

  greet(line: FakeLine, after: number | null, epoch: string | null): void {
    const pruned = this.prunedBefore > 1 ? { pruned_before: this.prunedBefore } : {};
    line.say({
      type: 'connection_established',
      account: this.me,
      user: this.alias || this.me,
      epoch: this.epoch,
      last_id: this.head,
      read_up_to: this.readUpTo,
      heartbeat_interval: 25,
      server_time: NOON + this.head * 1000,
      limits: { content_graphemes: 4000, frame_bytes: 65_536, recall_seconds: 120 },
      ...pruned,
    });
    line.isLive = true;
    if (after === null) return;
    const reset = after > this.head || (epoch !== null && epoch !== '' && epoch !== this.epoch);
    const behind = this.head - after;
    const from = behind > RESUME_MAX ? this.head - RESUME_NEWEST + 1 : after + 1;
    if (!reset) {
      for (let id = Math.max(from, this.prunedBefore); id <= this.head; id += 1) line.say(this.frameOf(id));
    }
    const gap = !reset && from > after + 1 ? { gap: [after + 1, from - 1] } : {};
    line.say({
      type: 'resumed',
      after,
      to: this.head,
      marks: [],
      ...gap,
      ...(reset ? { reset } : {}),
      ...pruned,
    });
  }

  // --- over HTTP ---

  private async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    this.requests.push(path);
    await new Promise((resolve) => setTimeout(resolve, this.delay()));
    if (!this.isUp) throw new TypeError('Failed to fetch');
    const answer = this.answer(path) ?? this.serve(new URL(path, 'http://x'), init);
    const [status, body] = answer;
    await new Promise((resolve) => setTimeout(resolve, this.delay()));
    return new Response(JSON.stringify({ success: status < 400, ...(body as object) }), { status });
  }

  private serve(url: URL, init: RequestInit): [number, unknown] {
    const what = url.pathname.split('/').at(-2);
    const refused = this.refusal;
    if (what === 'messages' && (refused === null || refused.code === 'room_ended'))
      return [200, this.page(url)];
    if (refused !== null) return [refused.status, { code: refused.code }];
    if (what === 'recall') {
      const { id: target } = JSON.parse(String(init.body)) as { id: number };
      return [200, { id: this.takesBack(this.me, target), target, dup: false }];
    }
    if (what === 'participants') return [200, { data: this.people() }];
    return [200, {}];
  }

  private people(): unknown {
    return {
      kind: 'group',
      name: 'Room',
      member_count: this.participants.length,
      participants: this.participants,
    };
  }

  private page(url: URL): unknown {
    const number = (name: string) => (url.searchParams.has(name) ? Number(url.searchParams.get(name)) : null);
    const limit = number('limit') ?? 50;
    const [after, before] = [number('after'), number('before')];
    const ids = this.log.map(({ frame }) => frame.id).filter((id) => id >= this.prunedBefore);
    const below = ids.filter((id) => before === null || id < before).slice(-limit);
    const page = after === null ? below : ids.filter((id) => id > after).slice(0, limit);
    const ended = this.log.at(-1)?.frame.type === 'room_ended';
    const pruned = this.prunedBefore > 1 ? { pruned_before: this.prunedBefore } : {};
    return { entries: page.map((id) => this.frameOf(id)), has_more: false, room_ended: ended, ...pruned };
  }
}
