// SPDX-License-Identifier: Apache-2.0
// Starts the client: the language first, then the page that the address asks for. Every page is a chunk of
// its own.
import './css/tokens.css';
import './css/base.css';
import { type JSX, render } from 'preact';
import { useState } from 'preact/hooks';
import lazy, { ErrorBoundary } from 'preact-iso/lazy';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { type Area, needTexts, startLanguage, t } from './i18n/i18n.ts';
import { Button } from './ui/Button.tsx';

const Login = lazy(() => import('./pages/Login.tsx'));
const Chat = lazy(() => import('./pages/Chat.tsx'));
const Register = withTexts(['account'], () => import('./pages/Register.tsx'));
const Settings = withTexts(['account', 'settings'], () => import('./pages/Settings.tsx'));
const Logout = withTexts(['account'], () => import('./pages/Logout.tsx'));
const Debug = withTexts(['room', 'errors'], () => import('./pages/Debug.tsx'));
const RoomError = withTexts(['room', 'errors'], () => import('./pages/RoomError.tsx'));
const Missing = lazy(() => import('./pages/Missing.tsx'));

// A page whose words are in tables of their own comes together with them.
function withTexts(areas: Area[], load: () => Promise<{ default: () => JSX.Element }>) {
  return lazy(async () => {
    const [page] = await Promise.all([load(), needTexts(...areas)]);
    return page.default;
  });
}

function App() {
  const [broken, setBroken] = useState(!isDecodable(location.pathname));
  if (broken) return <Broken />;
  return (
    <LocationProvider scope={/^\/(tools|users)\//}>
      <ErrorBoundary onError={() => setBroken(true)}>
        <Router>
          <Route path="/users/login" component={Login} />
          <Route path="/users/register" component={Register} />
          <Route path="/users/settings" component={Settings} />
          <Route path="/users/logout" component={Logout} />
          <Route path="/tools" component={Chat} />
          <Route path="/tools/chat" component={Chat} />
          <Route path="/tools/chat/room/:room" component={Chat} />
          <Route path="/tools/chat/enhanced/:room" component={Chat} />
          <Route path="/tools/heart_link/chat/:room" component={Chat} />
          <Route path="/tools/chat/debug/:room" component={Debug} />
          <Route path="/tools/chat-room-error/:type/:room" component={RoomError} />
          <Route default component={Missing} />
        </Router>
      </ErrorBoundary>
    </LocationProvider>
  );
}

// A page or its chunk did not load, most often because the server was updated under an open tab.
function Broken() {
  return (
    <main>
      <p>{t('app.broken')}</p>
      <Button onClick={() => location.reload()}>{t('app.reload')}</Button>
    </main>
  );
}

// The router decodes path segments and throws on a broken escape such as %E0%A4.
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

const root = document.getElementById('app');
if (root !== null) {
  await startLanguage();
  render(<App />, root);
  // The page comes first. Where the worker cannot be had, the client only does not open offline.
  if (import.meta.env.PROD) setTimeout(() => void startWorker().catch(() => {}), 2_000);
}

async function startWorker(): Promise<void> {
  await (await import('./pages/update/register_worker.ts')).registerWorker();
}
