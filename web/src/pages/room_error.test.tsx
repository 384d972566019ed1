// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { needTexts, showLanguage } from '../i18n/i18n.ts';
import { zhRoom } from '../i18n/zh_room.ts';
import { Pages } from '../ui/router.tsx';
import { newStage, type Stage } from '../ui/testing/stage.ts';
import RoomError from './RoomError.tsx';

const PAGES = [
  { paths: ['tools/chat-room-error/:type/:room'], load: async () => RoomError },
  { paths: [], load: async () => () => <p>elsewhere</p> },
];

let stage: Stage;
const heading = () => stage.root.querySelector('h1')?.textContent;

beforeAll(async () => {
  await showLanguage('zh');
  await needTexts('room', 'errors');
});

afterEach(() => stage.clear());

async function open(address: string): Promise<void> {
  history.replaceState(null, '', address);
  stage = newStage();
  await stage.show(<Pages pages={PAGES} broken={() => null} />);
}

test.each([
  ['not_found', zhRoom['room_error.not_found']],
  ['ended', zhRoom['room_error.ended']],
  ['no_permission', zhRoom['room_error.no_permission']],
  ['error', zhRoom['room_error.other']],
  ['constructor', zhRoom['room_error.other']],
])('%s has its own words, beside the plate of the room', async (type, title) => {
  await open(`/tools/chat-room-error/${type}/our.room/`);
  expect(heading()).toBe(title);
  expect(stage.root.querySelector('main')?.textContent).toContain('our.room');
  expect(document.title).toContain(title);
});

test('Esc and the button lead back to the chats', async () => {
  for (const leave of [
    () => dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
    () => stage.root.querySelector<HTMLButtonElement>('main button')?.click(),
  ]) {
    await open('/tools/chat-room-error/ended/our-room/');
    await act(async () => void leave());
    expect(location.pathname).toBe('/tools/chat/');
    await act(async () => {});
    expect(heading()).toBeUndefined();
    stage.clear();
  }
});
