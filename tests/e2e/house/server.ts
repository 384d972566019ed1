// SPDX-License-Identifier: Apache-2.0
// A server that a test has to itself: the real binary on a port and a data directory of its own, with the
// settings the test asks for. It can be killed, stopped, and started again on the same port and data, with its
// wall clock moved if need be. Whoever starts one disposes of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { PASSWORD } from '../people.ts';
import { Account } from './account.ts';

const BINARY = resolve(process.env.HEARTLINK_BINARY ?? join(__dirname, '../../../build/release/heartlink'));
const READY_WITHIN_MS = 15_000;
// The library for threaded programs; the loader puts in the $LIB of this machine.
const FAKETIME = '/usr/$LIB/faketime/libfaketimeMT.so.1';

// Nothing a test does by hand comes near a limit, and passwords cost little. What a test is about, it sets
// itself: a later setting beats an earlier one. Beside a browser on the same two cores a read may be held up for
// longer than it may take (`busy`).
const OPENED = [
  'limits.messages_per_second=1000000',
  'limits.messages_burst=1000000',
  'limits.new_rooms_per_hour=1000000',
  'limits.sockets_per_user=1000',
  'limits.read_many_deadline=5s',
  'registrations_per_hour=1000000',
  'sign_in_failures=1000000',
  'password_memory_kib=7168',
  'password_passes=1',
];

export interface StartOptions {
  // `key=value`, as --set takes it.
  readonly settings?: readonly string[];
  // How far the server's wall clock is off, as faketime says it: '-1d', '+2h'.
  readonly clock?: string;
}

export class Server {
  private process: ChildProcess | null = null;
  private log: string[] = [];
  private port = 0;

  private constructor(
    private readonly folder: string,
    private readonly settings: readonly string[],
  ) {}

  static async start({ settings = [], clock }: StartOptions = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'heartlink-e2e-'));
    const server = new Server(folder, [...OPENED, ...settings]);
    try {
      await server.restart(clock);
    } catch (error) {
      await server.dispose();
      throw error;
    }
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  // Starts the stopped or killed server again, where it was before. Returns when it is ready.
  async restart(clock?: string): Promise<void> {
    const flags = this.settings.flatMap((one) => ['--set', one]);
    const env = { ...plainEnvironment(), ...(clock === undefined ? {} : movedClock(clock)) };
    const listen = `127.0.0.1:${this.port}`;
    const child = spawn(BINARY, ['serve', '--listen', listen, '--data', this.folder, ...flags], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    this.log = [];
    const served = new Promise<string>((found, failed) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          this.log.push(line);
          const url = /"event":"serving","url":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(line);
          if (url?.[1] !== undefined) found(url[1]);
        });
      }
      child.once('error', failed);
      child.once('exit', () => failed(new Error(`the server did not start:\n${this.log.join('\n')}`)));
    });
    this.port = Number(await served);
    await this.ready();
  }

  // As a power cut would: nothing is told, nothing is written any more.
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  // As an operator would: sockets are closed with 1001 first.
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  // Runs the binary on this server's data, as the operator; answers what it printed.
  async operator(words: readonly string[], input = ''): Promise<string> {
    const child = spawn(BINARY, [...words, '--data', this.folder], {
      env: plainEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let printed = '';
    let complained = '';
    child.stdout.on('data', (part: Buffer) => {
      printed += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      complained += part.toString();
    });
    child.stdin.on('error', () => {}); // A command that reads nothing may be gone already.
    child.stdin.end(input);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`heartlink ${words.join(' ')}: exit code ${code}\n${complained}`);
    return printed;
  }

  // Somebody new, with the password of all people here and a token to act with.
  async newAccount(name: string, ...flags: string[]): Promise<Account> {
    await this.operator(['user', 'create', name, '--password-stdin', ...flags], `${PASSWORD}\n`);
    const printed: unknown = JSON.parse(await this.operator(['token', 'create', name, '--json']));
    return new Account(this, name, (printed as { token: string }).token);
  }

  // Ends all sign-ins of a person; their sockets are closed when this returns. Tokens stay good.
  async endSessions(name: string): Promise<void> {
    await this.operator(['session', 'revoke', name, '--all']);
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.process;
    this.process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  private async ready(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      if (Date.now() > until) throw new Error(`the server is not ready:\n${this.log.join('\n')}`);
      await new Promise((next) => setTimeout(next, 20));
    }
  }
}

// Without HEARTLINK_…, which the binary takes for settings, and refuses those of the tests.
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('HEARTLINK_')));
}

// Only the wall clock: timers go on as they would.
function movedClock(by: string): Record<string, string> {
  return { LD_PRELOAD: FAKETIME, FAKETIME: by, FAKETIME_DONT_FAKE_MONOTONIC: '1', FAKETIME_NO_CACHE: '1' };
}
