// SPDX-License-Identifier: Apache-2.0
// Where the parts of the page are: the address keeps the section and the open report.
import { OPS_PATH } from '../../store/session.ts';

export const PARTS = ['overview', 'queue', 'reports', 'handshakes', 'audit'] as const;

export type PartName = (typeof PARTS)[number];

export function partPath(section: PartName, more: Record<string, string> = {}): string {
  return section === 'overview' ? OPS_PATH : `${OPS_PATH}?${new URLSearchParams({ section, ...more })}`;
}

export function partOf(section: string | undefined): PartName {
  return PARTS.find((name) => name === section) ?? 'overview';
}
