// SPDX-License-Identifier: Apache-2.0
// A sentence with the seconds that are left in it, drawn anew each second.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';

export function Seconds(props: { until: number; say: 'chat.waits' | 'chat.banner.retry' }) {
  const { until } = props;
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return <>{t(props.say, { n: Math.max(1, Math.ceil((until - now) / 1000)) })}</>;
}
