// SPDX-License-Identifier: Apache-2.0
// Who is typing, and telling that I am. Nothing of it is stored or repeated; whoever falls silent is not typing.
import { signal } from '@preact/signals';
import { type Frame, text } from '../../net/frames.ts';

// A frame counts for so long; another one comes before if the person goes on.
const FRESH_MS = 5_000;
const REPEAT_MS = 3_000;

export class Typing {
  // The others, who began first first.
  readonly names = signal<readonly string[]>([]);
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private toldAt = 0;

  constructor(
    // My name in this room.
    public me: string,
    private readonly send: (frame: Frame) => boolean,
  ) {}

  // `user_typing`.
  take(frame: Frame): void {
    const name = text(frame.username);
    if (name === '' || name === this.me) return;
    if (frame.is_typing !== true) {
      this.silent(name);
      return;
    }
    clearTimeout(this.timers.get(name));
    this.timers.set(
      name,
      setTimeout(() => this.silent(name), FRESH_MS),
    );
    this.show();
  }

  // The message has come, or the person left.
  silent(name: string): void {
    clearTimeout(this.timers.get(name));
    if (this.timers.delete(name)) this.show();
  }

  // I typed something; told at most every three seconds.
  typed(): void {
    const now = Date.now();
    if (now - this.toldAt < REPEAT_MS) return;
    if (this.send({ type: 'typing', is_typing: true })) this.toldAt = now;
  }

  stopped(): void {
    if (Date.now() - this.toldAt < FRESH_MS) this.send({ type: 'typing', is_typing: false });
    this.toldAt = 0;
  }

  // The line is down: nobody knows.
  clear(): void {
    this.toldAt = 0;
    for (const name of [...this.timers.keys()]) this.silent(name);
  }

  private show(): void {
    this.names.value = [...this.timers.keys()];
  }
}
