// SPDX-License-Identifier: Apache-2.0
// A form that asks the server: what is missing is said under its field, what the server refuses under the
// field it is about or above the form, and a refusal that names a waiting time counts it down.
import { useEffect, useRef, useState } from 'preact/hooks';
import { errorNote, type Key, type Note, say } from '../i18n/i18n.ts';
import { statedNote } from '../i18n/notes.ts';
import type { Refusal } from '../net/api.ts';
import type { Notes } from '../store/account_rules.ts';
import { leaveToLogin } from './leave.ts';

const BUSY_SHOWN_AFTER_MS = 300;

export interface Plan<Name extends string, Good extends { ok: true }> {
  // In the order of the page: the first that is wrong gets the focus.
  names: readonly Name[];
  check(values: Record<Name, string>): Notes<Name>;
  send(values: Record<Name, string>): Promise<Good | Refusal>;
  done(answer: Good, form: HTMLFormElement): void;
  // The form is not used again after success, because another page comes.
  leaves: boolean;
  fieldOf?(code: string): Name | null;
  // Says that nothing was done when there was no answer.
  offline?: Key;
  // The code with which a plain form post came back.
  stated?: string;
}

export function useForm<Name extends string, Good extends { ok: true }>(plan: Plan<Name, Good>) {
  const [notes, setNotes] = useState<Notes<Name>>(() => statedUnderField(plan));
  // A plain form post that failed comes back with its code in the address.
  const [stated, setStated] = useState<Note | null>(() => statedAbove(plan));
  const { note, wait, refuse, clear } = useRefusal(plan.offline ?? 'error.offline');
  const { busy, slow, start, stop } = useBusy();

  const point = (form: HTMLFormElement, found: Notes<Name>) => {
    setNotes(found);
    const first = plan.names.find((name) => found[name] !== undefined);
    if (first !== undefined) form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    return first !== undefined;
  };

  async function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (busy || wait > 0) return;
    const form = event.currentTarget as HTMLFormElement;
    const values = read(form, plan.names);
    clear();
    setStated(null);
    if (point(form, plan.check(values))) return;
    start();
    const answer = await plan.send(values);
    if (!answer.ok) {
      stop();
      if (answer.code === 'login_required') return leaveToLogin();
      const field = plan.fieldOf?.(answer.code) ?? null;
      if (field === null) refuse(answer);
      else point(form, { [field]: errorNote(answer.code) } as Notes<Name>);
      return;
    }
    if (!plan.leaves) stop();
    plan.done(answer, form);
  }

  return {
    note: note ?? stated,
    busy,
    slow,
    wait,
    onSubmit,
    // What a field of the form shows, to be spread into it.
    field: (name: Name) => {
      const said = notes[name];
      return {
        name,
        required: true,
        error: said === undefined ? '' : say(said),
        onInput: () => said !== undefined && setNotes({ ...notes, [name]: undefined }),
      };
    },
  };
}

// A name is read without the blanks around it, a password as it was typed.
function read<Name extends string>(form: HTMLFormElement, names: readonly Name[]): Record<Name, string> {
  const fields = new FormData(form);
  const value = (name: Name) => String(fields.get(name) ?? '');
  const pairs = names.map((name) => [name, name === 'username' ? value(name).trim() : value(name)]);
  return Object.fromEntries(pairs) as Record<Name, string>;
}

function statedUnderField<Name extends string>(plan: Pick<Plan<Name, never>, 'fieldOf' | 'stated'>) {
  const code = plan.stated ?? '';
  const field = plan.fieldOf?.(code) ?? null;
  const note = statedNote(code);
  return (field === null || note === null ? {} : { [field]: note }) as Notes<Name>;
}

function statedAbove<Name extends string>(plan: Pick<Plan<Name, never>, 'fieldOf' | 'stated'>) {
  const code = plan.stated ?? '';
  return (plan.fieldOf?.(code) ?? null) === null ? statedNote(code) : null;
}

// The words of a short wait come late: a quick answer must not flicker.
function useBusy() {
  const [busy, setBusy] = useState(false);
  const [slow, setSlow] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = () => {
    setBusy(true);
    timer.current = setTimeout(() => setSlow(true), BUSY_SHOWN_AFTER_MS);
  };
  const stop = () => {
    clearTimeout(timer.current);
    setBusy(false);
    setSlow(false);
  };
  return { busy, slow, start, stop };
}

// What the server said. A throttled answer counts its seconds down and disappears at zero.
function useRefusal(offline: Key) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [wait, setWait] = useState(0);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => {
      if (wait === 1) setRefusal(null);
      setWait(wait - 1);
    }, 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const refuse = (answer: Refusal) => {
    setRefusal(answer);
    setWait(Math.ceil(answer.retryMs / 1000));
  };
  const clear = () => setRefusal(null);
  return { note: refusal === null ? null : refusalNote(refusal, wait, offline), wait, refuse, clear };
}

function refusalNote(refusal: Refusal, wait: number, offline: Key): Note {
  if (wait > 0) return { key: 'login.throttled', params: { n: wait } };
  return refusal.code === 'offline' ? { key: offline } : errorNote(refusal.code);
}
