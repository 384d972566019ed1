// SPDX-License-Identifier: Apache-2.0
// `test` for specs with servers of their own. `house` is a server that the tests of a file share, with people in
// it; `newHouse` starts one for a single test, to be killed or set up otherwise. At the end of a test every page
// must have been clean.
import { type Browser, test as base } from '@playwright/test';
import { newName } from '../people.ts';
import type { Account } from './account.ts';
import { Server, type StartOptions } from './server.ts';
import { type Tastes, Visitor } from './visitor.ts';

export { expect } from '@playwright/test';
export { LINE_LOST, refusedWith } from './visitor.ts';

interface Fixtures {
  house: House;
  newHouse: (options?: StartOptions) => Promise<House>;
}

interface WorkerFixtures {
  // What the file's server is started with, `key=value`.
  settings: readonly string[];
  server: Server;
}

export class House {
  private readonly visitors: Visitor[] = [];

  constructor(
    private readonly browser: Browser,
    readonly server: Server,
  ) {}

  // Somebody who acts over HTTP only. Without a name: one that nobody else has.
  newcomer(name = newName()): Promise<Account> {
    return this.server.newAccount(name);
  }

  newcomers(count: number): Promise<Account[]> {
    return Promise.all(Array.from({ length: count }, () => this.newcomer()));
  }

  // A browser for somebody, signed in; not on any page yet.
  async enter(account: Account, tastes: Tastes = {}): Promise<Visitor> {
    const visitor = await this.open(account, tastes);
    await visitor.signIn();
    return visitor;
  }

  async newVisitor(tastes: Tastes = {}): Promise<Visitor> {
    return this.enter(await this.newcomer(), tastes);
  }

  // A browser that nobody has signed in with.
  stranger(tastes: Tastes = {}): Promise<Visitor> {
    return this.open(null, tastes);
  }

  expectClean(): void {
    for (const visitor of this.visitors) visitor.expectClean();
  }

  async close(): Promise<void> {
    for (const visitor of this.visitors) await visitor.leave();
  }

  private async open(owner: Account | null, tastes: Tastes): Promise<Visitor> {
    const visitor = await Visitor.open(this.browser, this.server, owner, tastes);
    this.visitors.push(visitor);
    return visitor;
  }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [[], { option: true, scope: 'worker' }],
  server: [
    async ({ settings }, use) => {
      const server = await Server.start({ settings });
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
  house: async ({ browser, server }, use, info) => {
    const house = new House(browser, server);
    await use(house);
    await leave(house, info.status === info.expectedStatus);
  },
  newHouse: async ({ browser }, use, info) => {
    const houses: House[] = [];
    await use(async (options) => {
      const house = new House(browser, await Server.start(options));
      houses.push(house);
      return house;
    });
    try {
      for (const house of houses) await leave(house, info.status === info.expectedStatus);
    } finally {
      for (const house of houses) await house.server.dispose();
    }
  },
});

// Clean is asked of tests that passed; what failed says itself why.
async function leave(house: House, passed: boolean): Promise<void> {
  try {
    if (passed) house.expectClean();
  } finally {
    await house.close();
  }
}
