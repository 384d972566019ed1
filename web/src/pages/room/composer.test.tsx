// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import type { Me } from '../../store/person.ts';
import type { MessageEntry } from '../../store/room/entry.ts';
import { Composer } from './Composer.tsx';
import type { Desk } from './desk.ts';
import { loadLate } from './later.ts';
import { Reading } from './reading.ts';
import { FakeRoom, fakeMe, messageRow } from './testing/fake_room.ts';

let room: FakeRoom;
let me: Me;
let desk: Desk;
let root: HTMLElement;
let touch: boolean;
const box = () => root.querySelector('textarea') as HTMLTextAreaElement;
const button = () => root.querySelector('[type=submit]') as HTMLButtonElement;
const sent = () => room.calls.filter((call) => call.startsWith('send'));

beforeEach(async () => {
  touch = false;
  vi.spyOn(globalThis, 'matchMedia').mockImplementation(() => ({ matches: touch }) as MediaQueryList);
  await showLanguage('zh');
  await needTexts('chat');
  await loadLate();
  room = new FakeRoom('den', 'alice');
  me = fakeMe('alice', { den: 'begun' });
  desk = { reply: signal<MessageEntry | null>(null), box: null, put: () => {} };
  root = document.createElement('div');
  document.body.append(root);
  await draw();
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
});

const draw = () =>
  act(() => render(<Composer room={room.room} me={me} reading={new Reading(room.room)} desk={desk} />, root));

async function type(text: string): Promise<void> {
  await act(() => {
    box().value = text;
    box().dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function press(keys: KeyboardEventInit = {}): Promise<void> {
  const init = { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true, ...keys };
  await act(() => void box().dispatchEvent(new KeyboardEvent('keydown', init)));
}

test('the draft is there, what is typed becomes it, and sending clears it', async () => {
  expect(box().value).toBe('begun');
  await type(' more ');
  expect(me.drafts.of('den').value).toBe(' more ');
  await press();
  expect(sent()).toEqual(['send text more']);
  expect(box().value).toBe('');
  expect(me.drafts.of('den').value).toBe('');
  await press();
  expect(sent()).toHaveLength(1);
});

test('a letter that came with the same breath as Enter is sent, too', async () => {
  await act(() => {
    box().value = 'ab';
    box().dispatchEvent(new Event('input', { bubbles: true }));
    box().form?.requestSubmit();
    box().form?.requestSubmit();
  });
  expect(sent()).toEqual(['send text ab']);
});

test('the Enter that ends a composition sends nothing, in any browser', async () => {
  await type('ni hao');
  await press({ isComposing: true });
  await press({ keyCode: 229 });
  expect(sent()).toEqual([]);
  expect(box().value).toBe('ni hao');
});

test('on a touch screen Enter breaks the line and the button sends', async () => {
  touch = true;
  await draw();
  await type('line');
  await press();
  expect(sent()).toEqual([]);
  await act(() => button().click());
  expect(sent()).toEqual(['send text line']);
});

test('an empty or blank message is not sent', async () => {
  for (const blank of ['', '  \n ']) {
    await type(blank);
    expect(button().disabled).toBe(true);
    await press();
  }
  expect(sent()).toEqual([]);
});

test('from nine tenths on the length is shown, as people count it, and above the most nothing is sent', async () => {
  room.limits.value = { graphemes: 10, recallMs: 0 };
  await type('12345678');
  expect(root.querySelector('[role=status]')).toBeNull();
  await type('123456789');
  expect(root.querySelector('[role=status]')?.textContent).toBe('9 / 10');
  await type('👨‍👩‍👧'.repeat(10));
  expect(root.querySelector('[role=status]')?.textContent).toBe('10 / 10');
  await type('12345678901');
  expect(root.querySelector('[role=status]')?.textContent).toBe('太长了，最多 10 字。现在 11 字');
  expect(box().getAttribute('aria-invalid')).toBe('true');
  await press();
  expect(sent()).toEqual([]);
  expect(box().value).toBe('12345678901');
});

test('an answer carries the message it answers, and is over when it is sent', async () => {
  const row = messageRow({ from: 'bob', text: 'why', at: 0 }, 'alice', 7);
  const answered: (number | null)[] = [];
  room.onSend = (_, replyTo) => answered.push(replyTo);
  await act(() => {
    if (row.row === 'message') desk.reply.value = row.entry;
  });
  expect(root.textContent).toContain('回复 bobwhy');
  await type('because');
  await press();
  await type('and');
  await press();
  expect(answered).toEqual([7, null]);
});

test('one to three emoji alone are sent as emoji, with words they are text', async () => {
  for (const text of ['👍', '👨‍👩‍👧🇨🇳❤️', '👍👍👍👍', 'ok 👍', '1']) {
    await type(text);
    await press();
  }
  expect(sent()).toEqual([
    'send emoji 👍',
    'send emoji 👨‍👩‍👧🇨🇳❤️',
    'send text 👍👍👍👍',
    'send text ok 👍',
    'send text 1',
  ]);
});

test('others are told that somebody writes, and that he does not any more', async () => {
  await type('a');
  await type('');
  await type('b');
  await act(() => void box().dispatchEvent(new Event('blur')));
  expect(room.calls).toEqual(['typed', 'stopped', 'typed', 'stopped']);
});

test('a draft of another tab is taken over, unless somebody writes here', async () => {
  await act(() => me.drafts.write('den', 'from there'));
  expect(box().value).toBe('from there');
  await act(() => box().focus());
  await type('mine');
  await act(() => me.drafts.write('den', 'from there again'));
  expect(box().value).toBe('mine');
});
