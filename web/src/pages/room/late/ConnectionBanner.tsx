// SPDX-License-Identifier: Apache-2.0
// What is wrong with the line, when it lasts: short breaks are nobody's business. Once it is well again that
// is said for two seconds. `lost` is told, too, for the head of the room.
import { type Signal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import type { Room } from '../../../store/room/room.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Seconds } from './Seconds.tsx';

const TROUBLE_MS = 2_000;
const FIXED_MS = 2_000;

export function ConnectionBanner({ room, lost }: { room: Room; lost: Signal<boolean> }) {
  const fixed = useTrouble(room, lost);
  const { phase, retryAt, online, establishedAt } = room.socket.value;
  if (fixed) return <Banner tone="jade">{t('chat.banner.fixed')}</Banner>;
  if (!lost.value) return <Banner>{null}</Banner>;
  if (phase === 'offline' || !online) {
    return <Banner>{t(room.stale.value ? 'chat.banner.offline_copy' : 'chat.banner.offline')}</Banner>;
  }
  if (phase === 'connecting') {
    return <Banner>{t(establishedAt > 0 ? 'chat.banner.again' : 'chat.banner.first')}</Banner>;
  }
  return (
    <Banner action={t('chat.banner.retry_now')} onAction={() => room.retryNow()}>
      {phase === 'waiting' ? <Seconds until={retryAt} say="chat.banner.retry" /> : t('chat.banner.stopped')}
    </Banner>
  );
}

// Whether it has just become well again.
function useTrouble(room: Room, lost: Signal<boolean>): boolean {
  const [fixed, setFixed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasOpen = useRef(true);
  useEffect(() => () => clearTimeout(timer.current), []);
  useSignalEffect(() => {
    const open = room.socket.value.phase === 'open';
    if (open === wasOpen.current) return;
    wasOpen.current = open;
    clearTimeout(timer.current);
    setFixed(open && lost.peek());
    if (open) {
      lost.value = false;
      timer.current = setTimeout(() => setFixed(false), FIXED_MS);
    } else {
      timer.current = setTimeout(() => {
        lost.value = true;
      }, TROUBLE_MS);
    }
  });
  return fixed;
}
