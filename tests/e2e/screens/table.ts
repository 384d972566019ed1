// SPDX-License-Identifier: Apache-2.0
// Every screen of the client in every state worth looking at. `./dev shots` photographs each one on both devices,
// in both themes and both languages; axe looks at the same ones.
export const SCREENS = [
  'login',
  'login-wrong',
  'login-expired',
  'register',
  'register-wrong',
  'logout',
  'logged-out',
  'missing',

  'debug',
  'debug-passed',
  'debug-refused',
  'room-error-not-found',
  'room-error-ended',
  'room-error-no-permission',
  'room-error-other',

  'settings',
  'settings-blocked',
  'settings-contact',
  'settings-password-wrong',

  'chats-empty',
  'chats-loading',
  'chats-failed',
  'chats-full',
  'chats-long-names',
  'chats-offline',
  'new-chat',
  'new-chat-nobody',
  'new-chat-blocked',
  'new-chat-refused',
  'new-chat-room-missing',
  'new-chat-room-reserved',
  'new-group',
  'invitation',
  'invitation-invalid',

  'room-empty',
  'room-loading',
  'room-talk',
  'room-200',
  'room-reply',
  'room-failed',
  'room-offline',
  'room-waiting',
  'room-ended',
  'room-recalled',
  'room-unread',
  'room-below',
  'room-typing',
  'room-emoji',
  'room-emoji-search',
  'room-message-menu',
  'room-menu',
  'room-block',
  'room-long-names',
  'room-counter',
  'room-links',
  'room-history-failed',
  'room-group',
  'room-removed',
  'shortcuts',

  'room-not-kept',

  'stranger-aliases',
  'stranger-number',
  'stranger-asked',
  'stranger-kept',
  'stranger-waiting',
  'stranger-sure',
  'stranger-ended',
  'stranger-cautions',
  'stranger-held',
  'stranger-block',
  'report',
  'report-help',
  'report-done',
  'decision-warn',
  'decision-mute',

  'info-owner',
  'info-member',
  'info-invite',
  'info-manage',

  'ops-overview',
  'ops-queue',
  'ops-reports',
  'ops-reports-empty',
  'ops-report',
  'ops-report-disable',
  'ops-handshakes',
  'ops-audit',
  'ops-not-staff',
  'ops-failed',

  'number',
  'number-waiting',
  'number-found',
  'number-switch',
  'number-from-heart',
  'number-active',
  'number-expired',
  'number-too-fast',
  'number-offline',
  'number-late',
  'heart',
  'heart-rules',
  'heart-preferences',
  'heart-waiting',
  'heart-found',
  'heart-again',
  'heart-no-show',
  'heart-expired',
  'heart-active',
  'heart-offline',
  'match-elsewhere',
  'match-notice',
] as const;

export type Screen = (typeof SCREENS)[number];
export type Device = 'phone' | 'desktop';
export type Theme = 'light' | 'dark';
export type Language = 'zh' | 'en';

export const DEVICES: readonly Device[] = ['phone', 'desktop'];
export const THEMES: readonly Theme[] = ['light', 'dark'];
export const LANGUAGES: readonly Language[] = ['zh', 'en'];

// Which screens show each of the router's paths: no page is left out.
export const SHOWN_BY: Readonly<Record<string, readonly Screen[]>> = {
  '/users/login': ['login'],
  '/users/register': ['register'],
  '/users/settings': ['settings'],
  '/users/logout': ['logout'],
  '/tools': ['chats-full'],
  '/tools/chat': ['chats-full', 'chats-empty'],
  '/tools/chat/room/:room': ['room-talk'],
  // Older addresses of the same page.
  '/tools/chat/enhanced/:room': ['room-talk'],
  '/tools/heart_link/chat/:room': ['room-talk'],
  '/tools/number-match': ['number', 'number-waiting'],
  '/tools/heart_link': ['heart', 'heart-waiting'],
  '/tools/chat/debug/:room': ['debug-passed'],
  '/tools/chat-room-error/:type/:room': ['room-error-not-found'],
  '/tools/ops': ['ops-overview', 'ops-queue', 'ops-reports', 'ops-handshakes', 'ops-audit'],
};

export interface Shot {
  readonly screen: Screen;
  readonly device: Device;
  readonly theme: Theme;
  readonly language: Language;
}

// Without a part: all of them.
export function shotsOf(part = ''): Shot[] {
  return SCREENS.filter((screen) => screen.includes(part)).flatMap((screen) =>
    DEVICES.flatMap((device) =>
      THEMES.flatMap((theme) => LANGUAGES.map((language) => ({ screen, device, theme, language }))),
    ),
  );
}
