// SPDX-License-Identifier: Apache-2.0
// What is wrong with the line, when it lasts: short breaks are nobody's business. Once it is well again that
// is said for two seconds. `lost` is told, too, for the head of the room. While the line is well, a clock of
// this device that is wrong is told, and that this browser keeps nothing, each until somebody has read it.
import { type Signal, signal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Key, t } from '../../../i18n/i18n.ts';
import type { Me } from '../../../store/person.ts';
import type { Room } from '../../../store/room/room.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Seconds } from './Seconds.tsx';

const TROUBLE_MS = 2_000;
const FIXED_MS = 2_000;
// Whoever goes down and is up again soon closes with one of these: the server itself, or what stands before it.
const RESTARTS = [1001, 1012, 1013];
// About half a minute of tries; what takes longer is no restart.
const RESTART_TRIES = 8;
const CLOCK_OFF_MS = 90_000;
// Once per page, whatever room comes next.
const clockSeen = signal(false);
const unkeptSeen = signal(false);

export function ConnectionBanner({ room, me, lost }: { room: Room; me: Me; lost: Signal<boolean> }) {
  const fixed = useTrouble(room, lost);
  const { phase, retryAt, online, establishedAt, lastClose, attempt } = room.socket.value;
  const clockOff = useClockOff(room);
  if (fixed) return <Banner tone="jade">{t('chat.banner.fixed')}</Banner>;
  if (!lost.value) {
    if (clockOff && !clockSeen.value) return <Read say="chat.banner.clock" seen={clockSeen} />;
    if (!me.outbox.durable.value && !unkeptSeen.value)
      return <Read say="chat.banner.not_kept" seen={unkeptSeen} />;
    return <Banner>{null}</Banner>;
  }
  if (phase === 'offline' || !online) {
    return <Banner>{t(room.stale.value ? 'chat.banner.offline_copy' : 'chat.banner.offline')}</Banner>;
  }
  const isTrying = phase === 'connecting' || phase === 'waiting';
  if (isTrying && RESTARTS.includes(lastClose) && attempt <= RESTART_TRIES) {
    return <Banner>{t('chat.banner.restart')}</Banner>;
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

function Read(props: { say: Key; seen: Signal<boolean> }) {
  return (
    <Banner
      action={t('chat.banner.clock_seen')}
      onAction={() => {
        props.seen.value = true;
      }}
    >
      {t(props.say)}
    </Banner>
  );
}

// A page that slept hears an old time first, and the present one a moment later.
function useClockOff(room: Room): boolean {
  const isOff = Math.abs(room.socket.value.clockOffMs) > CLOCK_OFF_MS;
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(isOff), TROUBLE_MS);
    return () => clearTimeout(timer);
  }, [isOff]);
  return isOff && lasting;
}

// Whether it has just become well again.
function useTrouble(room: Room, lost: Signal<boolean>): boolean {
  const [fixed, setFixed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasOpen = useRef(true);
  useEffect(() => () => clearTimeout(timer.current), []);
  useSignalEffect(() => {
    // A room that is over, or that nobody is let into, says so elsewhere.
    const isOver = room.ended.value !== null || room.refused.value !== '';
    const open = isOver || room.socket.value.phase === 'open';
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
