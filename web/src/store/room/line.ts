// SPDX-License-Identifier: Apache-2.0
// One room's socket, as the room wants to hear it: entries in order and in one piece after a break, when the
// line is up for sending, and why nobody gets in. It speaks only while the server takes us for the same person.
import { signal } from '@preact/signals';
import { type Frame, text, whole } from '../../net/frames.ts';
import { admission } from '../../net/room_api.ts';
import { LiveSocket, roomPath, type SocketWatcher } from '../../net/socket.ts';
import { type SocketState, START } from '../../net/socket_state.ts';
import { endSession } from '../session_end.ts';
import { type Entry, entryOf } from './entry.ts';

export interface RoomWatcher {
  // The first word of each connection, `connection_established`.
  onWelcome(welcome: Frame): void;
  // In the order of the log. `missed`: written while the line was down.
  onEntries(entries: readonly Entry[], missed: boolean): void;
  // The log is another one now: what is known of it is void.
  onStartOver(): void;
  // Sending works, and everything up to `head` has come but for holes.
  onLive(head: number): void;
  onDown(): void;
  // An entry that should have come did not.
  onHole(): void;
  // A frame without a place in the log.
  onFrame(frame: Frame): void;
  // Until somebody calls connect() again.
  onRefused(code: string): void;
}

// Why a line ends with the session.
export const SIGNED_OUT: readonly string[] = ['close_4401', 'login_required'];

export class RoomLine implements SocketWatcher {
  readonly state = signal<SocketState>(START);
  // Why nobody gets in: a refusal's code, or `close_<number>`; '' otherwise.
  readonly refused = signal('');
  private readonly socket: LiveSocket;
  // What a resuming connection has brought so far; null when nothing is awaited.
  private missed: Entry[] | null = null;
  private head = 0;

  // `from`: the newest entry that is known already, and the log it belongs to.
  constructor(
    private readonly room: string,
    private readonly me: string,
    private readonly watcher: RoomWatcher,
    from?: { lastId: number; epoch: string },
  ) {
    this.socket = new LiveSocket(roomPath(room), this, from);
  }

  connect(): void {
    this.socket.connect();
  }

  // False when the line does not hear, or is not done with what was missed.
  send(frame: Frame): boolean {
    return this.missed === null && this.socket.send(frame);
  }

  dispose(): void {
    this.socket.dispose();
  }

  // --- what the socket tells ---

  onState(state: SocketState): void {
    const { phase } = this.state.peek();
    this.state.value = state;
    if (state.phase === phase) return;
    if (state.phase === 'connecting') {
      this.missed = state.lastId === null ? null : [];
      this.refused.value = '';
    } else if (state.phase === 'open') {
      if (this.missed === null) this.watcher.onLive(this.head);
    } else {
      this.deliverMissed();
      this.watcher.onDown();
      if (state.phase === 'refused') this.refuse(state.why);
    }
  }

  onFrame(frame: Frame): void {
    if (frame.type === 'connection_established') {
      this.welcome(frame);
      return;
    }
    if (frame.type === 'resumed') {
      this.resumed(frame);
      return;
    }
    const entry = entryOf(frame);
    if (entry === null) this.watcher.onFrame(frame);
    else if (this.missed !== null) this.missed.push(entry);
    else this.watcher.onEntries([entry], false);
  }

  onHole(): void {
    if (this.missed === null) this.watcher.onHole();
  }

  // A browser hides why a socket was refused. A server that cannot say it will be asked again.
  async askWhy(): Promise<string | null> {
    const answer = await admission(this.room);
    const isSaid = !answer.ok && answer.status >= 400 && answer.status < 500 && answer.code !== 'bad_answer';
    return isSaid ? answer.code : null;
  }

  onOpening(): void {}
  onUpgraded(): void {}
  onGarbage(): void {}
  onSent(): void {}
  onClosed(): void {}

  private welcome(frame: Frame): void {
    // In this room I may have another name.
    if (text(frame.account ?? frame.user) !== this.me) {
      // Somebody else has signed in with this browser: nothing of ours goes out under another name.
      this.socket.disconnect();
      this.refuse('close_4401');
      return;
    }
    this.head = whole(frame.last_id) ?? 0;
    this.watcher.onWelcome(frame);
  }

  private resumed(frame: Frame): void {
    if (frame.reset === true) {
      this.missed = null;
      this.watcher.onStartOver();
    }
    this.deliverMissed();
    this.watcher.onFrame(frame);
    this.watcher.onLive(whole(frame.to) ?? this.head);
  }

  private deliverMissed(): void {
    const { missed } = this;
    this.missed = null;
    if (missed !== null && missed.length > 0) this.watcher.onEntries(missed, true);
  }

  private refuse(code: string): void {
    this.refused.value = code;
    if (SIGNED_OUT.includes(code)) endSession();
    this.watcher.onRefused(code);
  }
}
