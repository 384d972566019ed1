// SPDX-License-Identifier: Apache-2.0
// How the server is doing: a tile for every figure, with its last five minutes.
import { t } from '../../i18n/i18n.ts';
import { CURVES, type Figure, type Overview } from '../../net/ops_api.ts';
import type { Desk } from '../../store/ops.ts';
import { time } from '../../store/room/entry.ts';
import { longTime } from '../../ui/time.ts';
import { amount, megabytes, uptime } from './figures.ts';
import { Section } from './Listing.tsx';
import styles from './Ops.module.css';
import { SPARK_HEIGHT, SPARK_WIDTH, sparkline } from './sparkline.ts';

export function Tiles({ desk, now }: { desk: Desk; now: Overview }) {
  const points = desk.points.value;
  const up = uptime(now.figures.uptime_seconds ?? 0);
  const started = longTime(time(now.startedAt));
  return (
    <Section title={t('ops.overview')} about={t('ops.facts', { version: now.version, up, time: started })}>
      <dl class={styles.tiles}>
        {CURVES.map((figure) => (
          <div key={figure} class={`card ${styles.tile}`}>
            <dt>{t(`ops.${figure}`)}</dt>
            <dd>
              {written(now.figures, figure)}
              <Spark {...sparkline(points, figure)} />
            </dd>
          </div>
        ))}
      </dl>
      <p class={styles.about}>{t('ops.window')}</p>
    </Section>
  );
}

function Spark({ line, area }: { line: string; area: string }) {
  return (
    <svg viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={area} />
      <path d={line} vector-effect="non-scaling-stroke" />
    </svg>
  );
}

function written(figures: Overview['figures'], figure: Figure): string {
  const value = figures[figure];
  // What is not known is a dash: where nothing was delivered, it took no time.
  if (value === null) return '–';
  if (figure === 'memory_bytes') return megabytes(value);
  return figure === 'p99' ? `${amount(figures.p50 ?? 0)} / ${amount(value)}` : amount(value);
}
