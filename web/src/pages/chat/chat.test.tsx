// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { fakeMe, fakeRoom, REFUSAL } from '../../store/testing/fake_me.ts';
import { Pages, route } from '../../ui/router.tsx';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import Chat from '../Chat.tsx';

const openMe = vi.hoisted(() => vi.fn());
const leaveToLogin = vi.hoisted(() => vi.fn());
const ended = vi.hoisted(() => ({ value: false }));
vi.mock('../../store/person.ts', () => ({ openMe }));
vi.mock('../leave.ts', () => ({ leaveToLogin }));
vi.mock('../../store/session_end.ts', async () => {
  const made = (await import('@preact/signals')).signal(false);
  Object.defineProperty(ended, 'value', { set: (on) => (made.value = on), get: () => made.value });
  return { ended: made };
});
vi.mock('../../ui/notifier.ts', () => ({ startNotifier: () => () => {} }));
vi.mock('../room_info/RoomInfo.tsx', () => ({ RoomInfo: () => <aside /> }));

const made = { lists: 0, rooms: signal<string[]>([]) };

vi.mock('./ListPart.tsx', () => ({
  ListPart: () => {
    useEffect(() => {
      made.lists += 1;
    }, []);
    return <nav />;
  },
}));
vi.mock('../room/RoomView.tsx', () => ({
  RoomView: ({ id, onInfo, onBack }: { id: string; onInfo: () => void; onBack: () => void }) => {
    useEffect(() => {
      made.rooms.value = [...made.rooms.value, id];
    }, []);
    return (
      <section>
        {id}
        <button type="button" onClick={onInfo}>
          info
        </button>
        <button type="button" onClick={onBack}>
          back
        </button>
      </section>
    );
  },
}));

const PAGES = [
  { paths: ['tools/chat', 'tools/chat/room/:room', 'tools/chat/enhanced/:room'], load: async () => Chat },
  { paths: [], load: async () => () => <p>elsewhere</p> },
];

let stage: Stage;
let wide: Set<string>;
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
// Loading a part takes some turns of the module loader.
const loaded = () => act(async () => void (await vi.dynamicImportSettled()));

async function open(address: string, widths: string[]): Promise<void> {
  wide = new Set(widths.map((px) => `(min-width: ${px}px)`));
  history.replaceState(null, '', address);
  await stage.show(<Pages pages={PAGES} broken={() => null} />);
  await loaded();
}
const walk = async (address: string) => {
  await act(async () => route(address));
  await loaded();
};
const has = (what: string) => stage.root.querySelector(what) !== null;

beforeAll(async () => {
  await showLanguage('en');
  await needTexts('home', 'errors');
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: wide.has(query) }));
  made.lists = 0;
  made.rooms.value = [];
  openMe.mockReset();
  openMe.mockResolvedValue(fakeMe([fakeRoom({ id: 'den' })]).me);
  leaveToLogin.mockReset();
  stage = newStage();
});

afterEach(() => {
  stage.clear();
  ended.value = false;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('moving between rooms keeps the list, and opens each room anew', async () => {
  await open('/tools/chat/', ['900']);
  expect(stage.root.textContent).toContain('Pick a chat');
  await walk('/tools/chat/room/den/');
  await walk('/tools/chat/room/attic/');
  await walk('/tools/chat/enhanced/attic/');
  expect(made.rooms.value).toEqual(['den', 'attic']);
  await walk('/tools/chat/');
  expect(has('section section')).toBe(false);
  expect(made.lists).toBe(1);
});

test('on a phone a room does not wait for the list, which comes soon after', async () => {
  await open('/tools/chat/room/den/', []);
  expect(made.rooms.value).toEqual(['den']);
  expect(has('nav')).toBe(false);
  await pass(1500);
  await loaded();
  expect(has('nav')).toBe(true);
});

test('the panel is closed by going to another room, unless it has a column of its own', async () => {
  await open('/tools/chat/room/den/', ['900']);
  await stage.press('info');
  await loaded();
  expect(has('aside')).toBe(true);
  await walk('/tools/chat/room/attic/');
  expect(has('aside')).toBe(false);
  wide.add('(min-width: 1276px)');
  await stage.press('info');
  await walk('/tools/chat/room/den/');
  expect(has('aside')).toBe(true);
  await stage.press('info');
  expect(has('aside')).toBe(false);
});

test('whoever is not signed in leaves for the sign-in page, at once or when the session ends', async () => {
  openMe.mockResolvedValueOnce({ ...REFUSAL, code: 'login_required', status: 401 });
  await open('/tools/chat/', []);
  expect(leaveToLogin).toHaveBeenCalledTimes(1);
  stage.clear();
  stage = newStage();
  await open('/tools/chat/', []);
  expect(leaveToLogin).toHaveBeenCalledTimes(1);
  await act(async () => {
    ended.value = true;
  });
  expect(leaveToLogin).toHaveBeenCalledTimes(2);
});

test('a room that cannot even begin says why', async () => {
  openMe.mockResolvedValue(REFUSAL);
  await open('/tools/chat/room/den/', []);
  expect(stage.root.querySelector('main')?.textContent).toContain("Can't reach the server");
});
