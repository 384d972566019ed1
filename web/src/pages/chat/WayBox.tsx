// SPDX-License-Identifier: Apache-2.0
// The field of one way into a conversation, with what the server answered below it: words, or a question with
// its buttons.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { type Key, type Note, say, t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { isComposing } from '../../ui/ime.ts';
import styles from './NewChat.module.css';
import { type Asking, type Question, useAsk } from './use_ask.ts';
import {
  enterRoom,
  findPerson,
  isRoomId,
  makeRoom,
  mayBeRoomId,
  type Outcome,
  roomIdOf,
  unblockAndFind,
} from './ways.ts';

export function PersonBox(props: { onOpen: (room: string) => void }) {
  const form = useRef<HTMLFormElement>(null);
  const ask = useAsk((room) => {
    form.current?.reset();
    props.onOpen(room);
  });
  return (
    <WayBox
      name="person"
      ask={ask}
      form={form}
      label="new.person_label"
      action={ask.slow ? 'new.person_busy' : 'new.person_open'}
      read={(typed) => typed.trim()}
      check={(name) => (name === '' ? { key: 'new.username_empty' } : null)}
      go={findPerson}
    />
  );
}

export function RoomBox(props: { onOpen: (room: string) => void; onDebug: (room: string) => void }) {
  const form = useRef<HTMLFormElement>(null);
  const ask = useAsk((room) => {
    form.current?.reset();
    props.onOpen(room);
  });

  function debug() {
    const input = form.current?.querySelector('input');
    const id = roomIdOf(input?.value ?? '');
    const wrong = checkRoom(id);
    if (wrong === null) return props.onDebug(id);
    ask.say(wrong);
    input?.focus();
  }

  return (
    <WayBox
      name="room"
      ask={ask}
      form={form}
      label="new.room_label"
      action={ask.slow ? 'new.room_busy' : 'new.room_open'}
      read={roomIdOf}
      live={(typed) => (mayBeRoomId(typed) ? null : { key: 'new.room_bad' })}
      check={checkRoom}
      go={enterRoom}
    >
      <button type="button" class={styles.side} onClick={debug}>
        {t('new.debug')}
      </button>
    </WayBox>
  );
}

function checkRoom(id: string): Note | null {
  if (id === '') return { key: 'new.room_empty' };
  return isRoomId(id) ? null : { key: 'new.room_bad' };
}

function WayBox(props: {
  name: string;
  ask: Asking;
  label: Key;
  action: Key;
  read: (typed: string) => string;
  // What is wrong already while somebody types.
  live?: (typed: string) => Note | null;
  check: (value: string) => Note | null;
  go: (value: string) => Promise<Outcome>;
  form: { current: HTMLFormElement | null };
  children?: ComponentChildren;
}) {
  const { ask, form } = props;
  const input = () => form.current?.querySelector('input');

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const value = props.read(input()?.value ?? '');
    const wrong = props.check(value);
    if (wrong !== null) {
      ask.say(wrong);
      input()?.focus();
      return;
    }
    void ask.run(() => props.go(value));
  }

  // Half a word of an input method is no mistake yet.
  function watch(composing: boolean) {
    const wrong = composing ? null : (props.live?.(input()?.value ?? '') ?? null);
    if (wrong === null) ask.clear();
    else ask.say(wrong);
  }

  function again() {
    ask.clear();
    input()?.select();
    input()?.focus();
  }

  return (
    <form
      class={styles.box}
      ref={form}
      noValidate
      onSubmit={submit}
      onInput={(event) => watch((event as InputEvent).isComposing)}
      onCompositionEnd={() => watch(false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
      }}
    >
      <Field
        label={t(props.label)}
        name={props.name}
        autocomplete="off"
        verbatim
        error={ask.note === null ? '' : say(ask.note)}
        end={
          <button type="submit" class="field-button" aria-disabled={ask.busy}>
            {t(props.action)}
          </button>
        }
      />
      <div role="status">
        {ask.question !== null && <Answer ask={ask} question={ask.question} onOther={again} />}
      </div>
      {props.children}
    </form>
  );
}

function Answer(props: { ask: Asking; question: Question; onOther: () => void }) {
  const { ask, name } = props.question;
  const run = (way: () => Promise<Outcome>) => () => void props.ask.run(way);
  if (ask === 'create') {
    return (
      <div class={styles.answer}>
        <p>{t('new.room_none', { name })}</p>
        <Button kind="primary" onClick={run(() => makeRoom(name))}>
          {t('new.create')}
        </Button>
        <Button onClick={props.onOther}>{t('new.other')}</Button>
      </div>
    );
  }
  const blocked = ask === 'unblock';
  const way = async (): Promise<Outcome> => (blocked ? unblockAndFind(name) : { what: 'open', room: name });
  return (
    <div class={styles.answer}>
      <p>{t(blocked ? 'new.blocked' : 'new.room_ended', { name })}</p>
      <Button onClick={run(way)}>{t(blocked ? 'new.unblock' : 'new.look')}</Button>
    </div>
  );
}
