// SPDX-License-Identifier: Apache-2.0
// Carries out what socket_state.ts decides: one WebSocket, two timers, the browser's wake-ups. A store owns
// one LiveSocket per address, of a room or of the person, and must call dispose() when it goes.
import { type Frame, parseFrame } from './frames.ts';
import { type Effect, type SocketEvent, type SocketState, START, step } from './socket_state.ts';

export interface SocketWatcher {
  onState(state: SocketState): void;
  onOpening(address: string): void;
  onUpgraded(): void;
  onFrame(frame: Frame): void;
  // A text that is not a frame, or a binary message.
  onGarbage(text: string): void;
  onSent(frame: Frame): void;
  onClosed(code: number, reason: string, clean: boolean): void;
  onHole(from: number, to: number): void;
  // The handshake failed and a browser hides why. The watcher asks over HTTP and answers with the code, or
  // null.
  askWhy(): Promise<string | null>;
}

// My own socket: what happens in all rooms.
export const USER_PATH = '/ws/user/';

export function roomPath(roomId: string): string {
  return `/ws/chat/${encodeURIComponent(roomId)}/`;
}

export class LiveSocket {
  private state: SocketState;
  private socket: WebSocket | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private quietTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly unhook = new AbortController();

  // `from`: the newest entry that is known already and the log it belongs to; the first connection resumes
  // there.
  constructor(
    private readonly path: string,
    private readonly watcher: SocketWatcher,
    from: { lastId: number | null; epoch: string } = START,
  ) {
    this.state = { ...START, online: navigator.onLine, lastId: from.lastId, epoch: from.epoch };
    const { signal } = this.unhook;
    addEventListener('online', () => this.dispatch({ on: 'network', online: true }), { signal });
    addEventListener('offline', () => this.dispatch({ on: 'network', online: false }), { signal });
    addEventListener('pageshow', (event) => event.persisted && this.dispatch({ on: 'woke' }), { signal });
    const seen = () => document.visibilityState === 'visible' && this.dispatch({ on: 'woke' });
    document.addEventListener('visibilitychange', seen, { signal });
  }

  connect(): void {
    this.dispatch({ on: 'connect' });
  }

  disconnect(): void {
    this.dispatch({ on: 'disconnect' });
  }

  // Breaks the line on purpose, as a lost network would; the socket then comes back and resumes.
  drop(): void {
    this.socket?.close(4000, 'dropped by hand');
  }

  // False when the socket is not open; the caller keeps the frame and sends it after the next welcome.
  send(frame: Frame): boolean {
    if (this.state.phase !== 'open' || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    this.watcher.onSent(frame);
    return true;
  }

  dispose(): void {
    this.unhook.abort();
    this.disconnect();
  }

  private dispatch(event: SocketEvent): void {
    const next = step(this.state, event, { now: Date.now(), random: Math.random() });
    const changed = next.state !== this.state;
    this.state = next.state;
    if (changed) this.watcher.onState(next.state);
    for (const effect of next.effects) this.carryOut(effect);
  }

  private carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'open':
        this.open(effect.after, effect.epoch);
        return;
      case 'abandon':
        this.abandon(effect.code);
        return;
      case 'send':
        this.send(effect.frame);
        return;
      case 'wait':
        clearTimeout(this.retryTimer);
        this.retryTimer = setTimeout(() => this.dispatch({ on: 'retry_due' }), effect.ms);
        return;
      case 'stop_waiting':
        clearTimeout(this.retryTimer);
        return;
      case 'listen':
        clearTimeout(this.quietTimer);
        this.quietTimer = setTimeout(() => this.dispatch({ on: 'silent' }), effect.ms);
        return;
      case 'stop_listening':
        clearTimeout(this.quietTimer);
        return;
      case 'ask_why':
        void this.askWhy();
        return;
      case 'report_hole':
        this.watcher.onHole(effect.from, effect.to);
        return;
    }
  }

  private async askWhy(): Promise<void> {
    const code = await this.watcher.askWhy();
    if (code !== null) this.dispatch({ on: 'refused', code });
  }

  private open(after: number | null, epoch: string): void {
    const address = socketAddress(location, this.path, after, epoch);
    const socket = new WebSocket(address);
    this.socket = socket;
    this.watcher.onOpening(address);
    socket.onopen = () => {
      if (this.socket !== socket) return;
      this.watcher.onUpgraded();
      this.dispatch({ on: 'upgraded' });
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (this.socket !== socket) return;
      const raw = typeof event.data === 'string' ? event.data : '(binary)';
      const frame = parseFrame(raw);
      if (frame === null) {
        this.watcher.onGarbage(raw);
        return;
      }
      this.watcher.onFrame(frame);
      this.dispatch({ on: 'frame', frame });
    };
    // An abandoned socket still reports its end, for the log; only the present one moves the state.
    socket.onclose = (event) => {
      this.watcher.onClosed(event.code, event.reason, event.wasClean);
      if (this.socket === socket) this.dispatch({ on: 'closed', code: event.code });
    };
  }

  // Lets go without waiting for the close handshake: a dead peer would hold it for half a minute.
  private abandon(code: number): void {
    const socket = this.socket;
    this.socket = null;
    if (socket !== null && socket.readyState <= WebSocket.OPEN) socket.close(code);
  }
}

// Exported for its test. The page's own host, so that it also works behind a proxy and over https.
export function socketAddress(
  page: { protocol: string; host: string },
  path: string,
  after: number | null,
  epoch: string,
): string {
  const scheme = page.protocol === 'https:' ? 'wss' : 'ws';
  const resume = after === null ? '' : `?${new URLSearchParams({ after: String(after), epoch })}`;
  return `${scheme}://${page.host}${path}${resume}`;
}
