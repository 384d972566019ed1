// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { needTexts, showLanguage } from '../i18n/i18n.ts';
import { zhRoom } from '../i18n/zh_room.ts';
import RoomError from './RoomError.tsx';

let root: HTMLElement;
const heading = () => root.querySelector('h1')?.textContent;

beforeAll(async () => {
  await showLanguage('zh');
  await needTexts('room', 'errors');
});

afterEach(() => {
  render(null, root);
  root.remove();
});

async function open(address: string): Promise<void> {
  history.replaceState(null, '', address);
  root = document.createElement('div');
  document.body.append(root);
  await act(() =>
    render(
      <LocationProvider>
        <Router>
          <Route path="/tools/chat-room-error/:type/:room" component={RoomError} />
          <Route default component={() => <p>elsewhere</p>} />
        </Router>
      </LocationProvider>,
      root,
    ),
  );
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
  expect(root.querySelector('main')?.textContent).toContain('our.room');
  expect(document.title).toContain(title);
});

test('Esc and the button lead back to the chats', async () => {
  for (const leave of [
    () => dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
    () => root.querySelector<HTMLButtonElement>('main button')?.click(),
  ]) {
    await open('/tools/chat-room-error/ended/our-room/');
    await act(() => void leave());
    expect(location.pathname).toBe('/tools/chat/');
    expect(heading()).toBeUndefined();
    render(null, root);
    root.remove();
  }
});
