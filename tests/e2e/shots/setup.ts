// SPDX-License-Identifier: Apache-2.0
// Before the run: yesterday's pictures do not count. After it: every combination that the table names must have
// been photographed.
import { clear, count } from './album.ts';

// biome-ignore lint/style/noDefaultExport: Playwright takes the default export; what it answers runs afterwards.
export default function setup(): () => void {
  clear();
  return count;
}
