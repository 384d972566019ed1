// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../i18n/i18n.ts';
import { zhErrors } from '../i18n/zh_errors.ts';
import Invitation from './Invitation.tsx';

const post = vi.hoisted(() => vi.fn());
vi.mock('../net/api.ts', () => ({ post }));

let root: HTMLElement;
const assign = vi.fn();

beforeAll(async () => {
  await showLanguage('zh');
  await needTexts('home', 'errors');
});

beforeEach(async () => {
  post.mockReset();
  assign.mockReset();
  vi.spyOn(location, 'assign').mockImplementation(assign);
  root = document.createElement('div');
  document.body.append(root);
  await act(() => render(<Invitation code="c0de" />, root));
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
});

const press = () => act(async () => void root.querySelector('button')?.click());

test('nothing is joined before the button is pressed', async () => {
  expect(post).not.toHaveBeenCalled();
  post.mockResolvedValue({ ok: true, status: 200, body: { url: '/tools/chat/room/den/' } });
  await press();
  expect(post).toHaveBeenCalledWith('/tools/api/chat/join/', { code: 'c0de' });
  expect(assign).toHaveBeenCalledWith('/tools/chat/room/den/');
});

test('a link that is good no longer says so, and may be tried again', async () => {
  post.mockResolvedValue({ ok: false, status: 404, code: 'invite_invalid' });
  await press();
  expect(root.querySelector('[role=alert]')?.textContent).toBe(zhErrors['error.invite_invalid']);
  expect(root.querySelector('button')?.getAttribute('aria-busy')).not.toBe('true');
  expect(assign).not.toHaveBeenCalled();
});
