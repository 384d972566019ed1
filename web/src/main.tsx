// SPDX-License-Identifier: Apache-2.0
// Starts the client: the language first, then the page that the address asks for. Every page is a chunk of
// its own.
import './css/tokens.css';
import './css/base.css';
import { type ComponentType, render } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { type Area, needTexts, startLanguage } from './i18n/i18n.ts';
import { Broken } from './ui/Broken.tsx';
import { find, type Page, Pages } from './ui/router.tsx';

const PAGES: readonly Page[] = [
  page(['users/login'], ['page', 'errors'], () => import('./pages/Login.tsx')),
  page(['users/register'], ['page', 'errors', 'account'], () => import('./pages/Register.tsx')),
  page(['users/settings'], ['page', 'errors', 'account', 'settings'], () => import('./pages/Settings.tsx')),
  page(['users/logout'], ['page', 'errors', 'account'], () => import('./pages/Logout.tsx')),
  page(['tools', 'tools/chat'], [], () => import('./pages/Chat.tsx')),
  page(['tools/chat/room/:room', 'tools/chat/enhanced/:room', 'tools/heart_link/chat/:room'], [], () => {
    // The frame asks for it too, when it is there.
    import('./pages/room/RoomView.tsx').catch(() => {});
    return import('./pages/Chat.tsx');
  }),
  page(['tools/number-match'], ['page', 'errors', 'match'], () => import('./pages/NumberMatch.tsx')),
  page(['tools/heart_link'], ['page', 'errors', 'match'], () => import('./pages/HeartLink.tsx')),
  page(['tools/chat/debug/:room'], ['page', 'room', 'errors'], () => import('./pages/Debug.tsx')),
  page(
    ['tools/chat-room-error/:type/:room'],
    ['page', 'room', 'errors'],
    () => import('./pages/RoomError.tsx'),
  ),
  page(['tools/ops'], ['page', 'errors', 'ops'], () => import('./pages/Ops.tsx')),
  page([], ['page'], () => import('./pages/Missing.tsx')),
];

// A page comes together with its words.
function page(paths: string[], areas: Area[], load: () => Promise<{ default: ComponentType }>): Page {
  return { paths, load: async () => (await Promise.all([load(), needTexts(...areas)]))[0].default };
}

function Unshown() {
  return (
    <main>
      <Broken />
    </main>
  );
}

function App() {
  const [error] = useErrorBoundary();
  return error ? <Unshown /> : <Pages pages={PAGES} broken={Unshown} />;
}

const root = document.getElementById('app');
if (root !== null) {
  const ready = startLanguage();
  // The page's scripts come while its words do. Should they not, the router says so.
  find(PAGES, location.pathname)[0]
    .load()
    .catch(() => {});
  await ready;
  render(<App />, root);
  // The page comes first. Where the rest cannot be had, the client only does less.
  setTimeout(() => import('./pages/later.ts').catch(() => {}), 2_000);
}
