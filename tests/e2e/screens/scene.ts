// SPDX-License-Identifier: Apache-2.0
// What a screen's set-up works with: servers to furnish, a person of the picture's language, and the words that
// are said in it.
import type { Page } from '@playwright/test';
import type { Account } from '../house/account.ts';
import type { StartOptions } from '../house/server.ts';
import type { House } from '../house/test.ts';
import type { Visitor } from '../house/visitor.ts';
import type { Device, Language } from './table.ts';

export interface Scene {
  readonly newHouse: (options?: StartOptions) => Promise<House>;
  readonly device: Device;
  readonly language: Language;
}

// Leaves the page in the state to be looked at; nothing on it moves any more.
export type Setup = (scene: Scene) => Promise<Page>;

export interface Cast {
  readonly house: House;
  // Whose screen it is, and whom they talk to.
  readonly me: Account;
  readonly other: Account;
}

const NAMES = {
  zh: { me: '阿青', other: '小满', more: ['老周', '夜航的松果', '林间'] },
  en: { me: 'Robin', other: 'Marlow', more: ['Ellis', 'Quinn', 'Harper'] },
} as const;

export async function cast({ newHouse, language }: Scene, options: StartOptions = {}): Promise<Cast> {
  const house = await newHouse(options);
  const { me, other } = NAMES[language];
  return { house, me: await house.newcomer(me), other: await house.newcomer(other) };
}

// More people, by the names of the language.
export function extras({ language }: Scene, house: House): Promise<Account[]> {
  return Promise.all(NAMES[language].more.map((name) => house.newcomer(name)));
}

export function enter({ language }: Scene, house: House, who: Account): Promise<Visitor> {
  return house.enter(who, { language, cable: true });
}

// The network goes, once the page could do without it.
export async function goOffline(visitor: Visitor): Promise<void> {
  await visitor.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await visitor.goOffline();
}

export async function stranger({ newHouse, language }: Scene): Promise<Visitor> {
  const house = await newHouse();
  return house.stranger({ language });
}
