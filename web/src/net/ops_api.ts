// SPDX-License-Identifier: Apache-2.0
// What operators ask of the server, each call with the shape of its answer (docs/operators.md). What an answer
// lacks is empty here, or null where a figure is not known.
import { type Answer, get, post, type Refusal } from './api.ts';
import { isRecord, text, whole } from './frames.ts';
import { API, records } from './room_api.ts';

const OPS = `${API}/ops`;

// Those that are worth a curve. Some stand within `delivery_ms` or `waiting`.
export const CURVES = [
  'online',
  'connections',
  'active_rooms',
  'messages_per_minute',
  'errors_per_minute',
  'number',
  'heart',
  'open_reports',
  'p99',
  'memory_bytes',
] as const;
const FIGURES = [...CURVES, 'p50', 'uptime_seconds'] as const;

export type Figure = (typeof FIGURES)[number];

export interface Overview {
  ok: true;
  // The server's clock, in milliseconds since 1970.
  at: number;
  version: string;
  // ISO 8601, as all moments below.
  startedAt: string;
  figures: Readonly<Record<Figure, number | null>>;
}

export interface Ticket {
  id: string;
  kind: string;
  user: string;
  state: string;
  since: string;
  expiresAt: string;
  live: boolean;
}

export interface Queue {
  ok: true;
  at: number;
  tickets: Ticket[];
  more: boolean;
}

export interface ReportRow {
  id: string;
  at: string;
  reason: string;
  reporter: string;
  subject: string;
  room: string;
  isOpen: boolean;
  resolvedAt: string;
  // What was decided, and by whom.
  outcome: string;
  by: string;
}

export interface Evidence {
  id: string;
  at: string;
  sender: string;
  text: string;
  recalled: boolean;
}

export interface Report extends ReportRow {
  note: string;
  subjectDisabled: boolean;
  mutedUntil: string;
  evidence: Evidence[];
}

export type Decision = 'ignore' | 'warn' | 'mute' | 'disable';

export type Handshake = Row<
  'at' | 'stage' | 'code' | 'status' | 'room' | 'user' | 'address' | 'origin' | 'agent' | 'detail'
>;
export type Act = Row<'at' | 'by' | 'act' | 'subject' | 'reason'>;

// What the server told of it, as texts.
type Row<Name extends string> = { id: string } & Partial<Record<Name, string>>;

// A part of a long list; `next` is what to ask for behind it, empty at the end.
export interface Part<Row> {
  ok: true;
  rows: Row[];
  next: string;
}

export async function readOverview(): Promise<Overview | Refusal> {
  const answer = await get(`${OPS}/overview/`);
  if (!answer.ok) return answer;
  const { server_time, version, started_at, delivery_ms, waiting } = answer.body;
  const flat = { ...answer.body, ...record(delivery_ms), ...record(waiting) };
  return {
    ok: true,
    at: whole(server_time) ?? 0,
    version: text(version),
    startedAt: text(started_at),
    figures: Object.fromEntries(FIGURES.map((name) => [name, figure(flat[name])])) as Overview['figures'],
  };
}

export async function readQueue(): Promise<Queue | Refusal> {
  const answer = await get(`${OPS}/queue/`);
  if (!answer.ok) return answer;
  const { server_time, tickets, more } = answer.body;
  return {
    ok: true,
    at: whole(server_time) ?? 0,
    tickets: records(tickets).map(ticket),
    more: more === true,
  };
}

export function removeTicket(id: string, reason: string): Promise<Answer | Refusal> {
  return post(`${OPS}/queue/remove/`, { ticket_id: id, reason });
}

export function readReports(all: boolean, before: string): Promise<Part<ReportRow> | Refusal> {
  return part('reports', before, reportRow, all ? '1' : '');
}

export function readHandshakes(before: string): Promise<Part<Handshake> | Refusal> {
  return part('handshakes', before, row);
}

export function readActs(before: string): Promise<Part<Act> | Refusal> {
  return part('audit', before, row, '', 'acts');
}

// With its evidence. The server writes down who has read it.
export async function openReport(id: string): Promise<{ ok: true; report: Report } | Refusal> {
  const answer = await post(reportPath(id, 'open'));
  if (!answer.ok) return answer;
  const of = record(answer.body.report);
  const report = {
    ...reportRow(of),
    note: text(of.note),
    subjectDisabled: of.subject_disabled === true,
    mutedUntil: text(of.subject_muted_until),
    evidence: records(of.evidence).map(evidence),
  };
  return { ok: true, report };
}

export async function decideReport(
  id: string,
  action: Decision,
  reason: string,
): Promise<{ ok: true; report: ReportRow } | Refusal> {
  const answer = await post(reportPath(id, 'decide'), { action, reason });
  if (!answer.ok) return answer;
  return { ok: true, report: reportRow(record(answer.body.report)) };
}

// Takes a mute or the end of an account back.
export function pardon(
  username: string,
  what: 'unmute' | 'enable',
  reason: string,
): Promise<Answer | Refusal> {
  return post(`${OPS}/users/${encodeURIComponent(username)}/${what}/`, { reason });
}

// --- shapes ---

async function part<Row>(
  what: string,
  before: string,
  shape: (of: Record<string, unknown>) => Row,
  all = '',
  listed = what,
): Promise<Part<Row> | Refusal> {
  const wanted = Object.entries({ all, before }).filter(([, value]) => value !== '');
  const answer = await get(`${OPS}/${what}/?${new URLSearchParams(wanted)}`);
  if (!answer.ok) return answer;
  return { ok: true, rows: records(answer.body[listed]).map(shape), next: word(answer.body.next) };
}

function reportPath(id: string, what: string): string {
  return `${OPS}/reports/${encodeURIComponent(id)}/${what}/`;
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function figure(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}

// Ids and states come as texts or as numbers.
function word(value: unknown): string {
  return typeof value === 'number' ? String(value) : text(value);
}

function words<Name extends string>(
  of: Record<string, unknown>,
  names: readonly Name[],
): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, word(of[name])])) as Record<Name, string>;
}

function row(of: Record<string, unknown>): { id: string } {
  return { id: '', ...words(of, Object.keys(of)) };
}

function ticket(of: Record<string, unknown>): Ticket {
  const { kind, user, state, since } = words(of, ['kind', 'user', 'state', 'since']);
  const [id, expiresAt] = [word(of.ticket_id), text(of.expires_at)];
  return { id, kind, user, state, since, expiresAt, live: of.live === true };
}

function reportRow(of: Record<string, unknown>): ReportRow {
  return {
    ...words(of, ['id', 'reason', 'reporter', 'subject', 'outcome']),
    at: text(of.created_at),
    room: text(of.room_id),
    isOpen: of.status === 'open',
    resolvedAt: text(of.resolved_at),
    by: text(of.resolved_by),
  };
}

function evidence(of: Record<string, unknown>): Evidence {
  return { ...words(of, ['id', 'at', 'sender', 'text']), recalled: of.kind === 'recalled' };
}
