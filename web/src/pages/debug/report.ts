// SPDX-License-Identifier: Apache-2.0
// The diagnosis report: plain text that a person can paste into a letter to whoever runs the server. It holds
// what the page shows and nothing secret: cookies cannot be read here, and anything that looks like a token
// is struck out.
import { say, t } from '../../i18n/i18n.ts';
import type { Check } from '../../store/checks.ts';
import type { LogRow } from '../../store/event_log.ts';
import type { RoomDebug } from '../../store/room_debug.ts';

const LOG_ROWS = 50;

export function writeReport(debug: RoomDebug, room: string, state: string): string {
  const lines = [
    t('report.title'),
    '',
    `${t('report.page')}: ${location.origin}${location.pathname}`,
    `${t('report.room')}: ${room}`,
    `${t('report.time')}: ${new Date().toISOString()}`,
    `${t('report.zone')}: ${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
    `${t('report.browser')}: ${navigator.userAgent}`,
    `${t('report.state')}: ${state}`,
    '',
    `${t('report.checks')}:`,
    ...debug.checks.peek().flatMap(checkLines),
    '',
    `${t('report.log')}:`,
    ...debug.log
      .all()
      .slice(-LOG_ROWS)
      .map((row) => `  ${logLine(row)}`),
  ];
  return withoutSecrets(lines.join('\n'));
}

export function withoutSecrets(report: string): string {
  return report.replace(
    /((?:sessionid|csrftoken|access_token|token|password|authorization)["']?\s*[:=]\s*["']?)[^\s"',;}&]+/gi,
    '$1***',
  );
}

// The time of day with milliseconds, in the reader's zone.
export function clock(at: number): string {
  const when = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  const ms = String(when.getMilliseconds()).padStart(3, '0');
  return `${two(when.getHours())}:${two(when.getMinutes())}:${two(when.getSeconds())}.${ms}`;
}

function checkLines(check: Check): string[] {
  const fix = check.fix ? ` → ${say(check.fix)}` : '';
  const trace = check.trace ? ` (${say(check.trace)})` : '';
  const found = `${t(`check.${check.id}`)}: ${say(check.note)}${fix}${trace}`;
  const owner = check.ownerHint?.split('\n').map((line) => `      ${line}`) ?? [];
  return [`  [${t(`checks.${check.state}`)}] ${found}`, ...owner];
}

function logLine(row: LogRow): string {
  const parts = [row.text, row.note && say(row.note), row.frame && JSON.stringify(row.frame)];
  return `${clock(row.at)}  ${t(`log.${row.kind}`)}  ${parts.filter(Boolean).join(' · ')}`;
}
