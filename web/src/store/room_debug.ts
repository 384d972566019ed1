// SPDX-License-Identifier: Apache-2.0
// The debug page without its looks: one room socket, the five checks, the event log and the messages that
// still wait for their receipt. The page calls one method per button and must call dispose() when it goes.
import { signal } from '@preact/signals';
import { errorNote, type Key } from '../i18n/i18n.ts';
import { closeNote } from '../i18n/notes.ts';
import { newClientId } from '../net/client_id.ts';
import { type Frame, text } from '../net/frames.ts';
import { LiveSocket, roomPath, type SocketWatcher } from '../net/socket.ts';
import { type SocketState, START, WELCOME_MS } from '../net/socket_state.ts';
import {
  CHECK_IDS,
  type Check,
  checkRoom,
  checkServer,
  checkSession,
  isTestRoom,
  judgeHandshake,
  running,
  signedOut,
  waiting,
} from './checks.ts';
import { EventLog } from './event_log.ts';
import { RECEIPT_MS, RoundTrip } from './round_trip.ts';

// The session was revoked, its password changed or its person disabled, while the socket was open.
const SESSION_ENDED = 'close_4401';

export class RoomDebug implements SocketWatcher {
  readonly state = signal<SocketState>(START);
  // Milliseconds of the last ping, null before the first.
  readonly roundTripMs = signal<number | null>(null);
  readonly checks = signal<readonly Check[]>(CHECK_IDS.map(waiting));
  readonly log = new EventLog();

  private readonly socket: LiveSocket;
  // Sent and not yet acknowledged: sent again, under the same client_id, after every reconnect.
  private readonly pending = new Map<string, Frame>();
  private user = '';
  private openingAt = 0;
  private address = '';
  private pingAt = 0;
  private wantsProbe = false;
  private readonly roundTrip = new RoundTrip((check) => {
    this.show(check);
    // A refusal is in the log already, as the frame that brought it.
    const late = check.state === 'fail' && !check.note.key.startsWith('error.');
    if (late) this.log.add('timeout', { note: check.note });
  });
  private round = 0;

  // `probeText` is what a test message says, in the language of the moment.
  constructor(
    private readonly roomId: string,
    private readonly probeText: () => string,
  ) {
    this.socket = new LiveSocket(roomPath(roomId), this);
    void this.runHttpChecks();
  }

  connect(): void {
    this.wantsProbe = true;
    this.socket.connect();
  }

  disconnect(): void {
    this.socket.disconnect();
  }

  drop(): void {
    this.socket.drop();
  }

  // All five: the three by HTTP, then the socket, then the round trip.
  async recheck(): Promise<void> {
    if (!(await this.runHttpChecks())) return;
    if (this.state.peek().phase === 'open') this.startRoundTrip();
    else this.connect();
  }

  // False when the socket is not open; the text then stays in the box.
  sendMessage(content: string): boolean {
    const id = newClientId();
    const frame: Frame = { type: 'message', message_type: 'text', content, client_id: id };
    this.pending.set(id, frame);
    if (!this.socket.send(frame)) {
      this.pending.delete(id);
      return false;
    }
    setTimeout(() => this.reportLate(id), RECEIPT_MS);
    return true;
  }

  sendProbe(): void {
    const id = newClientId();
    this.roundTrip.start(id);
    const frame: Frame = { type: 'message', message_type: 'text', content: this.probeText(), client_id: id };
    if (!this.socket.send(frame)) this.roundTrip.cancel();
  }

  dispose(): void {
    this.round += 1;
    this.roundTrip.cancel();
    this.socket.dispose();
  }

  // --- what the socket tells ---

  onState(state: SocketState): void {
    const before = this.state.peek().phase;
    this.state.value = state;
    if (state.phase === before) return;
    switch (state.phase) {
      case 'connecting':
        this.show(running('socket'));
        break;
      case 'open':
        this.opened();
        break;
      case 'waiting':
      case 'offline':
        this.lost({ id: 'socket', state: 'run', note: { key: 'check.socket_lost' } });
        break;
      case 'idle':
        this.lost({ id: 'socket', state: 'wait', note: { key: 'check.socket_press' } });
        break;
      case 'refused':
        this.lost(this.refusedSocket(state.why));
        if (state.why === SESSION_ENDED) this.showSignedOut('close.4401');
        break;
    }
  }

  onOpening(address: string): void {
    this.openingAt = performance.now();
    this.address = address;
    this.log.add('connect', { text: `GET ${address}` });
  }

  onUpgraded(): void {
    const params = { ms: Math.round(performance.now() - this.openingAt) };
    this.log.add('open', { note: { key: 'log.opened_in', params } });
  }

  onFrame(frame: Frame): void {
    this.log.add('received', { frame });
    const id = text(frame.client_id);
    this.roundTrip.take(frame);
    switch (frame.type) {
      case 'pong':
        if (this.pingAt > 0) this.roundTripMs.value = Math.round(performance.now() - this.pingAt);
        this.pingAt = 0;
        break;
      case 'ack':
      case 'error':
        this.pending.delete(id);
        break;
    }
  }

  onGarbage(raw: string): void {
    this.log.add('error', { note: { key: 'log.garbage', params: { text: raw.slice(0, 200) } } });
  }

  onSent(frame: Frame): void {
    if (frame.type === 'ping') this.pingAt = performance.now();
    this.log.add('sent', { frame });
  }

  onClosed(code: number, reason: string, clean: boolean): void {
    const meaning = closeNote(code);
    const said = reason === '' ? '' : `${reason} `;
    this.log.add('closed', { note: meaning, text: `${code} ${said}wasClean=${clean}` });
  }

  onHole(from: number, to: number): void {
    this.log.add('error', { note: { key: 'log.hole', params: { from, to } } });
  }

  async askWhy(): Promise<string | null> {
    const round = this.round;
    const slow = performance.now() - this.openingAt >= WELCOME_MS;
    const { check, refusal, lastRefusal, params } = await checkRoom(this.roomId, location.origin, this.user);
    if (round !== this.round) return null;
    if (refusal !== null) {
      // A session that ended meanwhile breaks the second link, not the third.
      if (refusal === 'login_required') this.showSignedOut();
      else this.show(check);
      this.log.add('error', { note: errorNote(refusal), text: refusal });
      return refusal;
    }
    const phase = this.state.peek().phase;
    if (check.state === 'pass' && (phase === 'waiting' || phase === 'connecting')) {
      const found = judgeHandshake(lastRefusal, slow, params);
      this.show(found);
      if (lastRefusal !== null) this.log.add('error', { note: found.note, text: lastRefusal.code });
    }
    return null;
  }

  // --- the checks ---

  private show(check: Check): void {
    this.checks.value = this.checks.peek().map((old) => (old.id === check.id ? check : old));
  }

  // The second link broke; what hangs on it waits.
  private showSignedOut(key?: Key): void {
    this.show(signedOut(key));
    this.show(waiting('room'));
  }

  // True when all three passed. A second call overtakes the first.
  private async runHttpChecks(): Promise<boolean> {
    this.round += 1;
    const round = this.round;
    const stale = () => round !== this.round;
    for (const id of ['server', 'session', 'room'] as const) this.show(waiting(id));
    if (this.state.peek().phase !== 'open') {
      this.show(waiting('socket'));
      this.show(waiting('round_trip'));
    }

    this.show(running('server'));
    const server = await checkServer(location);
    if (stale()) return false;
    this.show(server);
    if (server.state !== 'pass') return false;

    this.show(running('session'));
    const session = await checkSession();
    if (stale()) return false;
    this.show(session.check);
    this.user = session.user;
    if (session.check.state !== 'pass') return false;

    this.show(running('room'));
    const room = await checkRoom(this.roomId, location.origin, this.user);
    if (stale()) return false;
    this.show(room.check);
    const idle = this.state.peek().phase === 'idle';
    if (room.check.state === 'pass' && idle) {
      this.show({ id: 'socket', state: 'wait', note: { key: 'check.socket_press' } });
    }
    return room.check.state === 'pass';
  }

  private opened(): void {
    const params = { ms: Math.round(performance.now() - this.openingAt), address: this.address };
    this.show({ id: 'socket', state: 'pass', note: { key: 'check.socket_ok', params } });
    for (const frame of this.pending.values()) this.socket.send(frame);
    if (this.wantsProbe) this.startRoundTrip();
    else this.roundTrip.ask();
    this.wantsProbe = false;
  }

  private lost(socket: Check): void {
    this.roundTrip.cancel();
    this.pingAt = 0;
    this.roundTripMs.value = null;
    this.show(socket);
  }

  private refusedSocket(why: string): Check {
    if (why === SESSION_ENDED) {
      return { id: 'socket', state: 'fail', note: { key: 'check.socket_session_ended' } };
    }
    const number = /^close_(\d+)$/.exec(why)?.[1];
    // A refusal's fix stands beside the link that broke; this line only says what follows from it.
    const note = number === undefined ? errorNote(why) : closeNote(Number(number));
    return { id: 'socket', state: 'fail', note };
  }

  private startRoundTrip(): void {
    if (isTestRoom(this.roomId)) this.sendProbe();
    else this.roundTrip.ask();
  }

  private reportLate(id: string): void {
    if (!this.pending.has(id)) return;
    this.log.add('timeout', { note: { key: 'log.no_ack', params: { id } } });
  }
}
