// SPDX-License-Identifier: Apache-2.0
// A person with a browser: a context of their own, watched in every tab. What a clean page must not
// have is collected from the first request on: console errors (a violation of the CSP is one), exceptions,
// requests to another host, answers that mean a bug of the server.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from '@playwright/test';
import { PASSWORD } from '../people.ts';
import type { Account } from './account.ts';
import { Cable } from './cable.ts';
import type { Server } from './server.ts';

// What Chromium prints when the server is gone or the network is: not a fault of the page.
export const LINE_LOST =
  /WebSocket connection to .* failed|net::ERR_(CONNECTION|INTERNET|EMPTY|NETWORK|SOCKET|ABORTED|FAILED)/;
// A request or handshake that was refused, by its HTTP status.
export const refusedWith = (...statuses: number[]): RegExp =>
  new RegExp(`status of (${statuses.join('|')})|Unexpected response code: (${statuses.join('|')})`);

// Chromium prints it when a page goes away while it looks for a newer service worker.
const WORKER_LEFT = /An unknown error occurred when fetching the script\./;

const LANGUAGE_KEY = 'heartlink.language';

export interface Tastes extends BrowserContextOptions {
  language?: 'zh' | 'en';
  // With a cable of their own, that can be pulled out.
  cable?: boolean;
}

// Runs before every page; an empty tab has no storage yet.
function choose({ key, language }: { key: string; language: string }): void {
  if (location.protocol !== 'http:' || localStorage.getItem(key) !== null) return;
  localStorage.setItem(key, language);
}

export class Visitor {
  private readonly complaints: string[] = [];
  private readonly tolerated: RegExp[] = [WORKER_LEFT];

  private constructor(
    private readonly server: Server,
    private readonly owner: Account | null,
    private readonly cable: Cable | null,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  // Without an account: a browser nobody signs in with.
  static async open(
    browser: Browser,
    server: Server,
    owner: Account | null,
    tastes: Tastes,
  ): Promise<Visitor> {
    const { language = 'zh', cable: wanted = false, ...options } = tastes;
    const cable = wanted ? await Cable.to(server.url) : null;
    const context = await browser.newContext({ ...options, baseURL: cable?.url ?? server.url });
    // What a person of this language has chosen; a later choice of theirs stays.
    await context.addInitScript(choose, { key: LANGUAGE_KEY, language });
    const visitor = new Visitor(server, owner, cable, context, await context.newPage());
    visitor.watch();
    return visitor;
  }

  get account(): Account {
    if (this.owner === null) throw new Error('a stranger has no account');
    return this.owner;
  }

  get name(): string {
    return this.owner?.name ?? 'a stranger';
  }

  // Signs in without the page of it: the session's cookie is in the context afterwards.
  async signIn(): Promise<void> {
    const answer = await this.context.request.post('/users/login/', {
      data: { username: this.name, password: PASSWORD },
      headers: { Origin: this.address },
    });
    expect(answer.status(), `${this.name} signs in`).toBe(200);
  }

  newTab(): Promise<Page> {
    return this.context.newPage();
  }

  // The network goes, for the browser and for what it has open.
  async goOffline(): Promise<void> {
    this.tolerate(LINE_LOST);
    await this.context.setOffline(true);
    this.needCable().pullOut();
  }

  async goOnline(): Promise<void> {
    this.needCable().plugIn();
    await this.context.setOffline(false);
  }

  async leave(): Promise<void> {
    await this.context.close();
    this.cable?.close();
  }

  // Complaints of this kind are part of the test, until it ends.
  tolerate(...kinds: RegExp[]): void {
    this.tolerated.push(...kinds);
  }

  expectClean(): void {
    const left = this.complaints.filter((one) => !this.tolerated.some((kind) => kind.test(one)));
    expect(left, `what ${this.name}'s pages complain about`).toEqual([]);
  }

  private get address(): string {
    return this.cable?.url ?? this.server.url;
  }

  private needCable(): Cable {
    if (this.cable === null) throw new Error('a visitor who goes offline has a cable: { cable: true }');
    return this.cable;
  }

  private watch(): void {
    const { host } = new URL(this.address);
    this.context.on('console', (message) => {
      const where = message.location().url;
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()} (${where})`);
    });
    this.context.on('weberror', (error) => this.complaints.push(`error: ${error.error().stack}`));
    this.context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(http|ws)/.test(url.protocol) && url.host !== host) this.complaints.push(`foreign: ${url}`);
    });
    this.context.on('response', (response) => {
      if (response.status() >= 500)
        this.complaints.push(`server: status of ${response.status()} ${response.url()}`);
    });
  }
}
