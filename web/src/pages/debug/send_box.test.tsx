// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { START } from '../../net/socket_state.ts';
import type { RoomDebug } from '../../store/room_debug.ts';
import { frameLine } from './frame_line.ts';
import { withoutSecrets } from './report.ts';
import { SendBox } from './SendBox.tsx';

const sent: string[] = [];
const debug = {
  state: signal({ ...START, phase: 'open' }),
  sendMessage: (text: string) => sent.push(text) > 0,
} as unknown as RoomDebug;
let root: HTMLElement;
const box = () => root.querySelector('textarea') as HTMLTextAreaElement;

beforeEach(async () => {
  sent.length = 0;
  root = document.createElement('div');
  document.body.append(root);
  await act(() => render(<SendBox debug={debug} />, root));
});

afterEach(() => {
  render(null, root);
  root.remove();
});

async function type(text: string): Promise<void> {
  await act(() => {
    box().value = text;
    box().dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function press(keys: KeyboardEventInit): Promise<void> {
  await act(() => {
    box().dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...keys }),
    );
  });
}

test('one Enter sends one message and empties the box', async () => {
  await type('  hello ');
  await press({ keyCode: 13 });
  expect(sent).toEqual(['hello']);
  expect(box().value).toBe('');
});

test('the Enter that ends a composition sends nothing, in any browser', async () => {
  await type('ni hao');
  await press({ isComposing: true });
  await press({ keyCode: 229 });
  expect(sent).toEqual([]);
  expect(box().value).toBe('ni hao');
});

test('an empty or blank message is not sent', async () => {
  await type('  \n ');
  await press({ keyCode: 13 });
  expect(sent).toEqual([]);
});

test('a frame in one line says who said what', () => {
  const message = { id: 3, sender: 'bob', content: 'hi' };
  expect(frameLine({ type: 'chat_message', message })).toEqual({ type: 'chat_message', rest: '#3 bob: hi' });
  expect(frameLine({ type: 'ping' })).toEqual({ type: 'ping', rest: '' });
});

test('a report holds no secrets', () => {
  const report = withoutSecrets(
    'GET /x?token=abc&a=1\nCookie: sessionid=s3cret; csrftoken=t\n{"token":"xyz"}',
  );
  for (const secret of ['abc', 's3cret', '=t\n', 'xyz']) expect(report).not.toContain(secret);
  expect(report).toContain('a=1');
});
