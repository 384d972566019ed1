// SPDX-License-Identifier: Apache-2.0
// What a person does without a browser: over HTTP, with a token. Rooms are furnished with it before a page
// looks at them. Every refusal throws, naming its code.
import type { Server } from './server.ts';

export interface SayOptions {
  replyTo?: number;
  type?: 'text' | 'emoji';
}

type Body = Record<string, unknown>;

export class Account {
  constructor(
    private readonly server: Server,
    readonly name: string,
    private readonly token: string,
  ) {}

  // The id of the new message.
  async say(room: string, content: string, { replyTo, type }: SayOptions = {}): Promise<number> {
    const body: Body = { content, reply_to: replyTo, message_type: type };
    // Without a client_id the same text twice within a second would be refused as a double click.
    body.client_id = `t-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    const answer = await this.post(chat(room, 'send'), body);
    return (answer.message as { id: number }).id;
  }

  async recall(room: string, id: number): Promise<void> {
    await this.post(chat(room, 'recall'), { id });
  }

  async read(room: string): Promise<void> {
    await this.post(chat(room, 'mark-read'));
  }

  // The room of the two, made if need be.
  async direct(other: Account): Promise<string> {
    return roomOf(await this.post('/tools/api/chat/direct/', { username: other.name }));
  }

  async createGroup(name: string, ...members: Account[]): Promise<string> {
    const room = roomOf(await this.post('/tools/api/chat/create-room/', { room_name: name, kind: 'group' }));
    for (const member of members) await this.member(room, member.name, 'add');
    return room;
  }

  async member(room: string, username: string, action: string, more: Body = {}): Promise<void> {
    await this.post(chat(room, 'members'), { username, action, ...more });
  }

  // The code of a new invite.
  async invite(room: string): Promise<string> {
    return String((await this.post(chat(room, 'invite'))).code);
  }

  async leave(room: string): Promise<void> {
    await this.post(chat(room, 'leave'));
  }

  async end(room: string): Promise<void> {
    await this.post(chat(room, 'end'));
  }

  async block(other: Account): Promise<void> {
    await this.post(`/tools/api/users/${encodeURIComponent(other.name)}/block/`);
  }

  // The texts of all messages of a room that are not recalled, oldest first, as the server has them.
  async texts(room: string): Promise<string[]> {
    const found: string[] = [];
    let after = 0;
    for (;;) {
      const page = await this.get(`${chat(room, 'messages')}?after=${after}&limit=200`);
      const entries = page.entries as { id: number; type: string; message?: { content: string } }[];
      for (const entry of entries)
        if (entry.type === 'chat_message') found.push(entry.message?.content ?? '');
      const last = entries.at(-1);
      if (page.has_more !== true || last === undefined) return found;
      after = last.id;
    }
  }

  get(path: string): Promise<Body> {
    return this.ask(path, { method: 'GET' });
  }

  post(path: string, body: Body = {}): Promise<Body> {
    return this.ask(path, { method: 'POST', body: JSON.stringify(body) });
  }

  private async ask(path: string, init: RequestInit): Promise<Body> {
    const headers = { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' };
    const answer = await fetch(this.server.url + path, { ...init, headers });
    const body = (await answer.json()) as Body;
    if (!answer.ok) throw new Error(`${this.name}: ${path}: ${answer.status} ${String(body.code)}`);
    return body;
  }
}

function chat(room: string, what: string): string {
  return `/tools/api/chat/${encodeURIComponent(room)}/${what}/`;
}

function roomOf(answer: Body): string {
  return String(answer.room_id);
}
