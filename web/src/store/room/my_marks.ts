// SPDX-License-Identifier: Apache-2.0
// How far I have received and read: kept here at once, told to the server a moment later and again on every
// new line until it knows. Both marks only go forward.
import { signal } from '@preact/signals';
import type { Frame } from '../../net/frames.ts';

const TELL_AFTER_MS = 300;

export class MyMarks {
  readonly readUpTo = signal(0);
  private receivedTo = 0;
  // What the server has been told.
  private toldRead = 0;
  private toldReceived = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  // `send` is false when the line does not hear.
  constructor(private readonly send: (frame: Frame) => boolean) {}

  read(upTo: number): void {
    this.readUpTo.value = Math.max(this.readUpTo.peek(), upTo);
    this.tellSoon();
  }

  received(upTo: number): void {
    this.receivedTo = Math.max(this.receivedTo, upTo);
    this.tellSoon();
  }

  // Another tab or device has read so far, and tells the server itself.
  readElsewhere(upTo: number): void {
    this.readUpTo.value = Math.max(this.readUpTo.peek(), upTo);
    this.toldRead = Math.max(this.toldRead, upTo);
  }

  // A new line: so much the server knows for certain.
  welcome(readUpTo: number): void {
    this.toldRead = readUpTo;
    this.toldReceived = readUpTo;
    this.readUpTo.value = Math.max(this.readUpTo.peek(), readUpTo);
  }

  // Another log begins, with this mark.
  startOver(readUpTo: number): void {
    this.receivedTo = 0;
    this.readUpTo.value = readUpTo;
  }

  // At once, if the line hears.
  tell(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const read = this.readUpTo.peek();
    if (read > this.toldRead && this.send({ type: 'read_status', up_to: read })) {
      this.toldRead = read;
      this.toldReceived = Math.max(this.toldReceived, read);
    }
    const received = this.receivedTo;
    if (received > this.toldReceived && this.send({ type: 'delivered', up_to: received })) {
      this.toldReceived = received;
    }
  }

  private tellSoon(): void {
    const news = this.readUpTo.peek() > this.toldRead || this.receivedTo > this.toldReceived;
    if (news) this.timer ??= setTimeout(() => this.tell(), TELL_AFTER_MS);
  }
}
