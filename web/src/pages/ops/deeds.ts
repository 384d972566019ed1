// SPDX-License-Identifier: Apache-2.0
// What can be done about a report, and what the report says afterwards.
import { type Decision, decideReport, pardon, type Report } from '../../net/ops_api.ts';
import { time } from '../../store/room/entry.ts';
import type { Deed } from './ReasonSheet.tsx';

const DECISIONS: readonly Decision[] = ['ignore', 'warn', 'mute', 'disable'];
// As the button says.
const MUTE_MS = 24 * 3_600_000;

// One of these ends the report.
export function decisions(report: Report, change: (report: Report) => void): Deed[] {
  return DECISIONS.map((action) => ({
    label: `ops.${action}`,
    about: `ops.${action}_about`,
    name: report.subject,
    grave: action === 'disable',
    send: async (reason) => {
      const answer = await decideReport(report.id, action, reason);
      if (answer.ok) change(decided({ ...report, ...answer.report }, action));
      return answer;
    },
  }));
}

// What holds of the reported person and can be taken back.
export function pardons(report: Report, now: number, change: (report: Report) => void): Deed[] {
  const { subject: name, subjectDisabled, mutedUntil } = report;
  const muted = time(mutedUntil) > now;
  const holding = [muted && 'unmute', subjectDisabled && 'enable'] as const;
  return holding
    .filter((what) => what !== false)
    .map((what) => ({
      label: `ops.${what}`,
      name,
      send: async (reason) => {
        const answer = await pardon(name, what, reason);
        if (answer.ok)
          change({ ...report, ...(what === 'unmute' ? { mutedUntil: '' } : { subjectDisabled: false }) });
        return answer;
      },
    }));
}

function decided(report: Report, action: Decision): Report {
  if (action === 'disable') return { ...report, subjectDisabled: true };
  if (action !== 'mute') return report;
  return { ...report, mutedUntil: new Date(time(report.resolvedAt) + MUTE_MS).toISOString() };
}
