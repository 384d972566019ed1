// SPDX-License-Identifier: Apache-2.0
// Five minutes of a figure as SVG paths: the right edge is now, the lower edge is zero. Where nobody looked
// there is no line. Pure.
import type { Figure, Overview } from '../../net/ops_api.ts';
import { POINTS } from '../../store/ops.ts';
import { POLL_MS } from '../../store/poll.ts';

export const SPARK_WIDTH = POINTS - 1;
export const SPARK_HEIGHT = 20;

// A longer silence is a gap.
const GAP_MS = 2.5 * POLL_MS;

type Spot = readonly [x: number, y: number];

export function sparkline(points: readonly Overview[], figure: Figure): { line: string; area: string } {
  const now = points.at(-1)?.at ?? 0;
  const top = Math.max(1, ...points.map((point) => point.figures[figure] ?? 0));
  const runs: Spot[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, figures } of points) {
    const value = figures[figure];
    const x = round(SPARK_WIDTH - (now - at) / POLL_MS);
    if (value === null || x < 0) continue;
    if (at - last > GAP_MS) runs.push([]);
    runs.at(-1)?.push([x, round(SPARK_HEIGHT * (1 - value / top))]);
    last = at;
  }
  return {
    // A point alone is a dot.
    line: runs.map((run) => `M${run.join('L')}h0`).join(''),
    area: runs.map((run) => `M${run[0]?.[0]},${SPARK_HEIGHT}L${run.join('L')}V${SPARK_HEIGHT}z`).join(''),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
