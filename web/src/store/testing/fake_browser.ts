// SPDX-License-Identifier: Apache-2.0
// What several tabs of a browser share, for tests: channels, locks, local storage and sockets.
import { vi } from 'vitest';
import type { Frame } from '../../net/frames.ts';

// Modules that are loaded once keep theirs from test to test.
class FakeChannel {
  static all: FakeChannel[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(readonly name: string) {
    FakeChannel.all.push(this);
  }

  postMessage(data: unknown): void {
    const others = FakeChannel.all.filter((one) => one !== this && one.name === this.name);
    const copy = structuredClone(data);
    for (const other of others) queueMicrotask(() => other.onmessage?.({ data: copy }));
  }
}

// A lock is held until release() or until what its holder does is done.
export class FakeLocks {
  private readonly queues = new Map<string, (() => void)[]>();

  request(name: string, work: () => unknown): Promise<void> {
    return new Promise((resolve) => {
      const queue = this.queues.get(name) ?? [];
      this.queues.set(name, queue);
      const begin = () => {
        void Promise.resolve(work()).then(() => {
          this.release(name);
          resolve();
        });
      };
      queue.push(begin);
      if (queue.length === 1) begin();
    });
  }

  async query(): Promise<{ held: { name: string }[] }> {
    const held = [...this.queues].filter(([, queue]) => queue.length > 0);
    return { held: held.map(([name]) => ({ name })) };
  }

  // As when the tab that holds it closes.
  release(name: string): void {
    const queue = this.queues.get(name) ?? [];
    queue.shift();
    queue[0]?.();
  }
}

// The server's end of a socket, held in the hand.
export class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1) as FakeSocket;
  }

  readyState = 0;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number; reason: string; wasClean: boolean }) => void;

  constructor(readonly address: string) {
    FakeSocket.all.push(this);
  }

  send(): void {}

  close(code = 1000): void {
    this.end(code);
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '', wasClean: false });
  }

  accept(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }

  say(frame: Frame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

export interface FakeBrowser {
  locks: FakeLocks;
  // By the beginning of a path: status and body; `null` is no network.
  answers: Map<string, [number, unknown] | null>;
  asked: string[];
}

// For each test anew; vi.unstubAllGlobals() takes it away.
export function openBrowser(): FakeBrowser {
  const browser: FakeBrowser = { locks: new FakeLocks(), answers: new Map(), asked: [] };
  const stored = new Map<string, string>();
  FakeSocket.all = [];
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('navigator', { locks: browser.locks, onLine: true });
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
    removeItem: (name: string) => void stored.delete(name),
  });
  vi.stubGlobal('fetch', async (path: string) => {
    browser.asked.push(path);
    const answer = [...browser.answers].find(([start]) => path.startsWith(start))?.[1];
    if (answer === null) throw new TypeError('no network');
    const [status, body] = answer ?? [404, { success: false, code: 'not_found' }];
    return new Response(JSON.stringify(body), { status });
  });
  return browser;
}
