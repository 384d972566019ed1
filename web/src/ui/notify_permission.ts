// SPDX-License-Identifier: Apache-2.0
// Whether this browser would show a notification, and if not, why not.
import { type ReadonlySignal, signal } from '@preact/signals';

export type Permission =
  | 'granted'
  // Not asked yet.
  | 'default'
  | 'denied'
  | 'unsupported'
  // iPhones and iPads know them only of pages that stand on the home screen.
  | 'add_to_home'
  // Browsers allow them only over https.
  | 'insecure';

const now = signal<Permission>(read());

export const permission: ReadonlySignal<Permission> = now;

// Asks the person. Call it only on a press.
export async function askPermission(): Promise<Permission> {
  if (typeof Notification !== 'undefined') await Notification.requestPermission();
  now.value = read();
  return now.value;
}

// It may also be changed in the browser's own settings.
export function watchPermission(): () => void {
  const look = () => {
    now.value = read();
  };
  look();
  addEventListener('focus', look);
  return () => removeEventListener('focus', look);
}

function read(): Permission {
  return permissionIn({
    secure: globalThis.isSecureContext,
    stated: typeof Notification === 'undefined' ? null : Notification.permission,
    phone: /iPhone|iPad|iPod/.test(navigator.userAgent),
  });
}

// `stated`: what the browser says, null where it knows no notifications.
export function permissionIn(browser: {
  secure: boolean;
  stated: NotificationPermission | null;
  phone: boolean;
}): Permission {
  if (!browser.secure) return 'insecure';
  if (browser.stated !== null) return browser.stated;
  return browser.phone ? 'add_to_home' : 'unsupported';
}
