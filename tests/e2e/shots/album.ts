// SPDX-License-Identifier: Apache-2.0
// Where the screenshots are kept, and whether all are there.
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Shot, shotsOf } from '../screens/table.ts';

export const FOLDER = join(__dirname, '../../../shots');
// `./dev shots PART` takes only the screens whose name has it.
export const PART = process.env.HEARTLINK_SHOTS ?? '';

export function fileOf({ screen, device, theme, language }: Shot): string {
  return join(FOLDER, `${screen}.${device}.${theme}.${language}.png`);
}

export function clear(): void {
  for (const shot of shotsOf(PART)) rmSync(fileOf(shot), { force: true });
}

// Says how many there are and names those that are not.
export function count(): void {
  const wanted = shotsOf(PART);
  const missing = wanted.filter((shot) => !isPicture(fileOf(shot)));
  process.stdout.write(`shots=${wanted.length - missing.length} missing=${missing.length}\n`);
  if (wanted.length === 0) throw new Error(`no screen has '${PART}' in its name`);
  if (missing.length > 0) throw new Error(`missing:\n${missing.map(fileOf).join('\n')}`);
}

function isPicture(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
