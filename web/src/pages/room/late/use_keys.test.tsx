// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../../i18n/i18n.ts';
import { zhChatMore } from '../../../i18n/zh_chat_more.ts';
import { mutedRooms, muteRoom } from '../../../store/muted_rooms.ts';
import { newStage, type Stage } from '../../../ui/testing/stage.ts';
import type { Desk } from '../desk.ts';
import type { Reading } from '../reading.ts';
import { FakeRoom } from '../testing/fake_room.ts';
import { useKeys } from './use_keys.ts';

const room = new FakeRoom('den', 'alice');
const follow = vi.fn();
const desk: Desk = { reply: signal(null), box: null, put: () => {} };
let stage: Stage;

function Screen() {
  useKeys(room.room, { follow } as unknown as Reading, desk);
  return (
    <main tabIndex={-1}>
      <h1 tabIndex={-1}>den</h1>
      <article tabIndex={-1}>hello</article>
      <button type="button">menu</button>
      <textarea
        ref={(box) => {
          desk.box = box;
        }}
      />
    </main>
  );
}

const find = (what: string) => stage.root.querySelector<HTMLElement>(what);
const focused = () => document.activeElement?.tagName;

// Answers whether the key was taken.
async function press(key: string, held: KeyboardEventInit = {}): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
  await act(() => void document.activeElement?.dispatchEvent(event));
  return event.defaultPrevented;
}

beforeEach(async () => {
  await showLanguage('zh');
  await needTexts('chat_more');
  follow.mockReset();
  muteRoom('den', false);
  stage = newStage();
  await stage.show(<Screen />);
  (document.activeElement as HTMLElement | null)?.blur();
});

afterEach(() => {
  stage.clear();
  document.querySelector('dialog')?.remove();
});

test.each(['main', 'h1', 'article'])('a letter typed on a %s goes into the box by itself', async (where) => {
  find(where)?.focus();
  expect(await press('x')).toBe(false);
  expect(focused()).toBe('TEXTAREA');
});

test('on a button a letter is not taken, nor anywhere a chord, the blank or the key for help', async () => {
  find('button')?.focus();
  await press('x');
  expect(focused()).toBe('BUTTON');
  find('article')?.focus();
  for (const key of [' ', '?', 'ArrowUp', 'Escape']) await press(key);
  await press('c', { ctrlKey: true });
  expect(focused()).toBe('ARTICLE');
});

test('a letter that a message has taken stays there', async () => {
  const article = find('article');
  article?.addEventListener('keydown', (event) => event.preventDefault());
  article?.focus();
  await press('r');
  expect(focused()).toBe('ARTICLE');
});

test('End leads to the newest message, and in the box to the end of the line', async () => {
  expect(await press('End')).toBe(true);
  expect(follow).toHaveBeenCalledTimes(1);
  find('textarea')?.focus();
  expect(await press('End')).toBe(false);
  expect(follow).toHaveBeenCalledTimes(1);
});

test.each(['ctrlKey', 'metaKey'])(
  '%s with Shift and M mutes while one writes, and says so',
  async (command) => {
    find('textarea')?.focus();
    expect(await press('M', { shiftKey: true, [command]: true })).toBe(true);
    expect(mutedRooms.value.has('den')).toBe(true);
    expect(document.body.textContent).toContain(zhChatMore['chat.muted']);
    await press('m', { shiftKey: true, [command]: true });
    expect(mutedRooms.value.has('den')).toBe(false);
    expect(document.body.textContent).toContain(zhChatMore['chat.unmuted']);
  },
);

test('M without the others mutes nothing, nor does an input method, nor what lies below a dialog', async () => {
  find('textarea')?.focus();
  await press('M', { shiftKey: true });
  await press('m', { ctrlKey: true });
  await press('M', { shiftKey: true, ctrlKey: true, isComposing: true });
  const dialog = document.createElement('dialog');
  dialog.setAttribute('open', '');
  document.body.append(dialog);
  await press('M', { shiftKey: true, ctrlKey: true });
  expect(mutedRooms.value.has('den')).toBe(false);
});
