// SPDX-License-Identifier: Apache-2.0
// Both ends of one WebSocket, for the tests of store/room/. Frames arrive in order, after a while of the test's
// clock, or not at all when the line is cut before.
import type { Frame } from '../../../net/frames.ts';
import type { FakeServer } from './server.ts';

export class FakeLine {
  static readonly OPEN = 1;
  readyState = 0;
  isLive = false;
  sent: Frame[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number; reason: string; wasClean: boolean }) => void;
  private isCut = false;
  private toServer = 0;
  private toClient = 0;

  constructor(
    private readonly server: FakeServer,
    readonly address: string,
  ) {
    server.opened.push(address);
    server.lines.push(this);
    setTimeout(() => this.shakeHands(), server.delay());
  }

  // --- the browser's side ---

  send(text: string): void {
    const frame = JSON.parse(text) as Frame;
    this.sent.push(frame);
    this.toServer = Math.max(this.toServer, Date.now() + this.server.delay());
    setTimeout(() => this.isCut || this.server.hear(this, frame), this.toServer - Date.now());
  }

  close(code: number): void {
    this.readyState = 3;
    this.leave();
    setTimeout(() => this.onclose?.({ code, reason: '', wasClean: true }), 0);
  }

  // --- the server's side ---

  say(frame: Frame): void {
    if (this.isCut || this.server.loses(frame)) return;
    this.deliver(frame);
    if (this.server.repeats(frame)) this.deliver(frame);
  }

  // Whatever is on its way is lost.
  cut(code: number): void {
    if (this.isCut) return;
    this.leave();
    this.readyState = 3;
    this.onclose?.({ code, reason: '', wasClean: false });
  }

  // The server closes, after what it has said.
  end(code: number): void {
    this.toClient = Math.max(this.toClient, Date.now() + this.server.delay());
    setTimeout(() => this.cut(code), this.toClient - Date.now());
  }

  private leave(): void {
    this.isCut = true;
    this.isLive = false;
    this.server.lines = this.server.lines.filter((line) => line !== this);
  }

  private shakeHands(): void {
    if (this.isCut) return;
    if (!this.server.isUp || this.server.refusal !== null) {
      this.cut(1006);
      return;
    }
    this.readyState = FakeLine.OPEN;
    this.onopen?.();
    const query = new URL(this.address).searchParams;
    const after = query.get('after');
    this.server.greet(this, after === null ? null : Number(after), query.get('epoch'));
  }

  private deliver(frame: Frame): void {
    this.toClient = Math.max(this.toClient, Date.now() + this.server.delay());
    const data = JSON.stringify(frame);
    setTimeout(() => this.isCut || this.onmessage?.({ data }), this.toClient - Date.now());
  }
}
