// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage, t } from '../i18n/i18n.ts';
import type { Refusal } from '../net/api.ts';
import { checkRegistration, REGISTER_FIELDS, registerFieldOf } from '../store/account_rules.ts';
import { Button } from '../ui/Button.tsx';
import { Field, FormError } from '../ui/Field.tsx';
import { useForm } from './use_form.ts';

const NO: Refusal = { ok: false, code: '', status: 400, retryMs: 0, diagnosisId: '', ownerHint: '' };
const send = vi.fn<(values: Record<string, string>) => Promise<{ ok: true } | Refusal>>();
const done = vi.fn();
let root: HTMLElement;

// The form of registering without its looks.
function Form({ stated = '' }: { stated?: string }) {
  const form = useForm({
    names: REGISTER_FIELDS,
    check: checkRegistration,
    send,
    done,
    leaves: false,
    fieldOf: registerFieldOf,
    stated,
  });
  return (
    <form onSubmit={form.onSubmit}>
      <FormError text={form.note ? t(form.note.key, form.note.params) : ''} />
      {REGISTER_FIELDS.map((name) => (
        <Field key={name} label={name} autocomplete="off" {...form.field(name)} />
      ))}
      <Button type="submit" busy={form.busy} disabled={form.wait > 0}>
        go
      </Button>
    </form>
  );
}

const input = (name: string) => root.querySelector(`[name=${name}]`) as HTMLInputElement;
const said = (name: string) => document.getElementById(input(name).getAttribute('aria-describedby') ?? '');
const above = () => root.querySelector('[role=alert]')?.textContent;

async function fill(values: Record<string, string>): Promise<void> {
  await act(async () => {
    for (const [name, value] of Object.entries(values)) {
      input(name).value = value;
      input(name).dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
}

async function submit(): Promise<void> {
  await act(async () => {
    root.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  });
}

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('account', 'page');
});

beforeEach(async () => {
  vi.useFakeTimers();
  send.mockReset();
  done.mockReset();
  root = document.createElement('div');
  document.body.append(root);
  await act(() => render(<Form />, root));
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.useRealTimers();
});

const GOOD = { username: ' mei ', password: ' eight chars', password_confirm: ' eight chars' };

test('what is missing is said under its field, the first gets the focus, and nothing is sent', async () => {
  await fill({ ...GOOD, password: '', password_confirm: '' });
  await submit();
  expect(said('password')?.textContent).toBe('Enter your password');
  expect(document.activeElement).toBe(input('password'));
  expect(send).not.toHaveBeenCalled();
  await fill({ password: 'e' });
  expect(input('password').getAttribute('aria-invalid')).toBeNull();
});

test('a name is sent without the blanks around it, a password as it was typed', async () => {
  send.mockResolvedValue({ ok: true });
  await fill(GOOD);
  await submit();
  expect(send).toHaveBeenCalledWith({ ...GOOD, username: 'mei' });
  expect(done).toHaveBeenCalledTimes(1);
});

test('a refusal stands under the field that it is about', async () => {
  send.mockResolvedValue({ ...NO, code: 'username_taken' });
  await fill(GOOD);
  await submit();
  expect(said('username')?.textContent).toBe('That username is taken. Try another');
  expect(document.activeElement).toBe(input('username'));
  expect(above()).toBe('');
});

test('a refusal about no field stands above, and a waiting time counts down', async () => {
  send.mockResolvedValue({ ...NO, code: 'throttled', status: 429, retryMs: 1500 });
  await fill(GOOD);
  await submit();
  expect(above()).toBe('Too many tries. Try again in 2 s');
  await submit();
  expect(send).toHaveBeenCalledTimes(1);
  await act(async () => {
    await vi.advanceTimersByTimeAsync(1000);
  });
  expect(above()).toBe('Too many tries. Try again in 1 s');
  await act(async () => {
    await vi.advanceTimersByTimeAsync(1000);
  });
  expect(above()).toBe('');
});

test('two quick submits send once', async () => {
  send.mockReturnValue(new Promise(() => {}));
  await fill(GOOD);
  await submit();
  await submit();
  expect(send).toHaveBeenCalledTimes(1);
});

test('the code of a plain form post finds its place too, and a foreign one puts no words on the page', async () => {
  const show = async (stated: string) => {
    render(null, root);
    await act(() => render(<Form stated={stated} />, root));
  };
  await show('password_too_common');
  expect(said('password')?.textContent).toContain('easy to guess');
  expect(above()).toBe('');
  await show('registration_closed');
  expect(above()).toContain('Registration is closed');
  await show('call_0900_now');
  expect(root.textContent).not.toContain('0900');
});
