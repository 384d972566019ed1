// SPDX-License-Identifier: Apache-2.0
// Carries out what sender.ts decides for one room: from the outbox to the socket, one at a time, until the log
// has it. Whatever is here was stored first, so closing the tab loses nothing.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { newClientId } from '../../net/client_id.ts';
import { type Frame, text, whole } from '../../net/frames.ts';
import { type Outbox, type Unsent, waits } from '../outbox.ts';
import type { Progress } from './rows.ts';
import { EMPTY, type SenderEffect, type SenderEvent, step } from './sender.ts';

export interface Port {
  // False when the line does not hear.
  send(frame: Frame): boolean;
  // Whether the log has what was sent under this client_id.
  isStored(clientId: string): boolean;
}

export class Outgoing {
  // All tabs' unsent messages of the room, oldest first.
  readonly items: ReadonlySignal<readonly Unsent[]>;
  // The server closes the line on a longer frame.
  frameBytes = 65_536;
  private readonly state = signal(EMPTY);
  // Not yet stored on this device.
  private readonly storing = new Set<string>();
  // The code with which everything is refused, as long as the room cannot be entered.
  private refusal = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly unwatch: () => void;

  constructor(
    private readonly outbox: Outbox,
    private readonly room: string,
    private readonly port: Port,
  ) {
    this.items = outbox.of(room);
    this.unwatch = effect(() => {
      if (this.items.value.length + this.state.peek().queue.length > 0) untracked(() => this.review());
    });
  }

  // Stored when it resolves, and on its way as soon as it is its turn.
  async add(content: string, type: 'text' | 'emoji', replyTo: number | null): Promise<void> {
    const { room } = this;
    const clientId = newClientId(this.items.peek().at(-1)?.clientId);
    this.storing.add(clientId);
    await this.outbox.add({ clientId, room, content, type, replyTo, at: Date.now() });
    this.storing.delete(clientId);
    this.review();
  }

  retry(clientId: string): void {
    this.outbox.revive(clientId);
    this.dispatch({ on: 'again', id: clientId });
  }

  // The line is up, and what it missed has come.
  live(): void {
    this.refusal = '';
    this.review();
    this.dispatch({ on: 'live' });
  }

  down(): void {
    this.dispatch({ on: 'down' });
  }

  // Nothing can be sent here until the line is up again.
  refuseAll(code: string): void {
    this.refusal = code;
    this.review();
  }

  find(clientId: string): Unsent | undefined {
    return this.items.peek().find((item) => item.clientId === clientId);
  }

  // The log has it. What another tab sends, that tab settles.
  settle(clientId: string): void {
    const item = this.find(clientId);
    this.dispatch({ on: 'stored', id: clientId });
    if (item !== undefined && this.outbox.mine(item)) this.outbox.settle(clientId);
  }

  // An `error` frame; those that answer something else are nothing to us.
  takeError(frame: Frame): void {
    const id = text(frame.client_id);
    const retryMs = whole(frame.retry_ms) ?? 0;
    let code = text(frame.code);
    // What more there is to say about it stands behind a dot: why it was held, or until when nothing is taken.
    if (frame.reason) code += `.${frame.reason}`;
    if (code === 'muted' && retryMs > 0) code += `.${Date.now() + retryMs}`;
    this.dispatch({ on: 'refused', id, code, retryMs });
  }

  // To be called where signals are followed.
  progress(item: Unsent): Progress {
    if (item.failed !== '') return { state: 'failed', code: item.failed, retryAt: 0 };
    const { live, waitsFor, retryAt, queue } = this.state.value;
    if (waitsFor !== '' && queue[0] === item.clientId) return { state: 'queued', code: waitsFor, retryAt };
    return { state: live ? 'sending' : 'queued', code: '', retryAt: 0 };
  }

  // Whether this tab still has something to send here.
  get isBusy(): boolean {
    return this.items.value.some((item) => this.outbox.mine(item) && waits(item));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.unwatch();
  }

  private isStored({ clientId }: Unsent): boolean {
    return this.port.isStored(clientId);
  }

  // What is mine and may go, in its order: nothing passes what is not stored yet.
  private review(): void {
    const mine = this.items.peek().filter((item) => this.outbox.mine(item));
    for (const { clientId } of mine.filter((item) => this.isStored(item))) this.outbox.settle(clientId);
    const waiting = mine.filter((item) => !this.isStored(item) && waits(item));
    if (this.refusal !== '') {
      for (const { clientId } of waiting) this.outbox.fail(clientId, this.refusal);
    }
    const unstored = waiting.findIndex(({ clientId }) => this.storing.has(clientId));
    const ready = this.refusal !== '' ? [] : waiting.slice(0, unstored < 0 ? waiting.length : unstored);
    this.dispatch({ on: 'queue', ids: ready.map(({ clientId }) => clientId) });
  }

  private dispatch(event: SenderEvent): void {
    const next = step(this.state.peek(), event, Date.now());
    this.state.value = next.state;
    for (const one of next.effects) this.carryOut(one);
  }

  private carryOut(one: SenderEffect): void {
    switch (one.do) {
      case 'send':
        this.send(one.id);
        return;
      case 'fail':
        this.outbox.fail(one.id, one.code);
        return;
      case 'wake':
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.dispatch({ on: 'due' }), one.ms);
        return;
    }
  }

  private send(id: string): void {
    const item = this.find(id);
    if (item === undefined) return;
    if (item.failed !== '') this.outbox.revive(id);
    const { content, type, replyTo } = item;
    const frame: Frame = { type: 'message', message_type: type, content, client_id: id, reply_to: replyTo };
    const bytes = new TextEncoder().encode(JSON.stringify(frame)).length;
    if (bytes <= this.frameBytes) this.port.send(frame);
    else this.dispatch({ on: 'refused', id, code: 'content_too_long', retryMs: 0 });
  }
}
