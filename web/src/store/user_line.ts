// SPDX-License-Identifier: Apache-2.0
// This tab's one socket for what happens in all rooms and to the person (/ws/user/). A browser sends whatever cookie
// there is: after a break the line says nothing until it is sure that the same person is still signed in.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type Frame, isRecord, whole } from '../net/frames.ts';
import { LiveSocket, type SocketWatcher, USER_PATH } from '../net/socket.ts';
import { type SocketState, START } from '../net/socket_state.ts';
import { readLocal, WAITING } from './local.ts';
import { readUpTo } from './moderation.ts';
import { readSession } from './session.ts';
import { ended, endSession, resumeSession } from './session_end.ts';
import { listen } from './tabs.ts';

export interface LineWatcher {
  // The line is up. `again`: it was not the first time, or the first time this person was asked after.
  onOpen(again: boolean): void;
  onFrame(frame: Frame): void;
}

const state = signal<SocketState>(START);

export const lineState: ReadonlySignal<SocketState> = state;

const NEWS_MAX = 50;
const heard = signal<readonly Frame[]>([]);

// The numbered news of the person since the page was opened, the newest last, and each `resumed`. After a break
// some may come twice.
export const news: ReadonlySignal<readonly Frame[]> = heard;

export class UserLine implements SocketWatcher {
  private readonly socket: LiveSocket;
  private readonly unlisten: () => void;
  // Whether what comes on the present connection is this person's.
  private sure: Promise<boolean> = Promise.resolve(true);
  private disposed = false;

  // `known`: the server has just said that this person is signed in.
  constructor(
    private readonly person: string,
    private known: boolean,
    private readonly watcher: LineWatcher,
  ) {
    resumeSession();
    this.socket = new LiveSocket(USER_PATH, this, { lastId: heardUpTo(person), epoch: '' });
    this.unlisten = listen((message) => message.what === 'session' && void this.check());
    this.socket.connect();
  }

  // Tries at once, when it waits.
  retry(): void {
    this.socket.connect();
  }

  dispose(): void {
    this.disposed = true;
    this.unlisten();
    this.socket.dispose();
    state.value = START;
  }

  onState(next: SocketState): void {
    const before = state.peek().phase;
    state.value = next;
    if (next.phase === before) return;
    if (next.phase === 'open') void this.opened();
    if (next.phase === 'waiting' || next.phase === 'offline') this.known = false;
    if (next.phase === 'refused' && isSignedOut(next.why)) endSession();
  }

  onUpgraded(): void {
    this.sure = this.known ? Promise.resolve(true) : this.check();
  }

  onFrame(frame: Frame): void {
    if (frame.type === 'session_ended') endSession();
    void this.sure.then((sure) => sure && !this.disposed && this.pass(frame));
  }

  private pass(frame: Frame): void {
    if (frame.useq || frame.type === 'resumed') heard.value = [...heard.peek(), frame].slice(-NEWS_MAX);
    this.watcher.onFrame(frame);
  }

  async askWhy(): Promise<string | null> {
    const session = await readSession();
    return !session.ok && session.status === 401 ? session.code : null;
  }

  onOpening(): void {}
  onGarbage(): void {}
  onSent(): void {}
  onClosed(): void {}
  onHole(): void {}

  private async opened(): Promise<void> {
    const again = !this.known;
    this.known = false;
    if ((await this.sure) && !this.disposed) this.watcher.onOpen(again);
  }

  // Asks who is signed in. When it is this person again after an end (signed in by another tab), life goes on;
  // when nobody can say, the line tries again.
  private async check(): Promise<boolean> {
    const session = await readSession();
    if (this.disposed) return false;
    if (session.ok && session.username === this.person) {
      if (ended.peek()) this.socket.connect();
      resumeSession();
      return true;
    }
    if (session.ok || session.status === 401) {
      endSession();
      this.socket.disconnect();
    } else {
      this.socket.drop();
    }
    return false;
  }
}

function isSignedOut(why: string): boolean {
  return why === 'close_4401' || why === 'login_required';
}

// Somebody who waits for a match hears what a reload has missed, and everybody what an operator decided while he
// was away; null: from now on.
function heardUpTo(person: string): number | null {
  const mark = readLocal(WAITING);
  const waiting = isRecord(mark) && mark.person === person ? whole(mark.useq) : null;
  return waiting ?? (readUpTo(person) || null);
}
