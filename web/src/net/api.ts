// SPDX-License-Identifier: Apache-2.0
// fetch with our manners: JSON in and out, the CSRF header on unsafe methods, a deadline, and failures as
// values. It never throws and never shows text: the pages translate by `code`.
import { isRecord, text, whole } from './frames.ts';

export interface Answer {
  ok: true;
  status: number;
  body: Record<string, unknown>;
}

export interface Refusal {
  ok: false;
  // The server's stable code, or one of ours: `offline` (no answer), `timed_out`, `bad_answer` (not our
  // JSON).
  code: string;
  // HTTP status; 0 when there was no answer.
  status: number;
  // Milliseconds until a new try may help; 0 when the server did not say.
  retryMs: number;
  diagnosisId: string;
  // What the server's owner can do, in lines; the server says it only where its owner reads it.
  ownerHint: string;
  // All of it, where a code says more.
  body?: Record<string, unknown>;
}

const DEADLINE_MS = 10_000;

export function get(path: string, deadlineMs = DEADLINE_MS): Promise<Answer | Refusal> {
  return call(path, { method: 'GET' }, deadlineMs);
}

export function post(path: string, body: Record<string, unknown> = {}): Promise<Answer | Refusal> {
  return send('POST', path, body);
}

// DELETE with a body that says what goes.
export function remove(path: string, body: Record<string, unknown>): Promise<Answer | Refusal> {
  return send('DELETE', path, body);
}

// Plain text for people, as /readyz?verbose gives it. `status` 0: no answer.
export async function getText(path: string, deadlineMs: number): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(deadlineMs), cache: 'no-store' });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

// The value of one cookie in `document.cookie`'s form, decoded; empty when absent.
export function cookie(all: string, name: string): string {
  for (const pair of all.split('; ')) {
    if (pair.startsWith(`${name}=`)) return decodeURIComponent(pair.slice(name.length + 1));
  }
  return '';
}

function send(method: string, path: string, body: Record<string, unknown>): Promise<Answer | Refusal> {
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': cookie(document.cookie, 'csrftoken') };
  return call(path, { method, headers, body: JSON.stringify(body) }, DEADLINE_MS);
}

async function call(path: string, init: RequestInit, deadlineMs: number): Promise<Answer | Refusal> {
  try {
    const headers = { Accept: 'application/json', ...init.headers };
    const signal = AbortSignal.timeout(deadlineMs);
    const response = await fetch(path, { ...init, headers, signal, cache: 'no-store' });
    return readAnswer(response.status, await response.text());
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return refusal(late ? 'timed_out' : 'offline', 0);
  }
}

// Exported for its test: every answer becomes exactly one of the two shapes.
export function readAnswer(status: number, raw: string): Answer | Refusal {
  let body: unknown;
  try {
    body = JSON.parse(raw);
  } catch {
    body = null;
  }
  if (!isRecord(body)) return refusal('bad_answer', status);
  if (status < 400 && body.success !== false) return { ok: true, status, body };
  return refusal(text(body.code) || 'bad_answer', status, body);
}

function refusal(code: string, status: number, body: Record<string, unknown> = {}): Refusal {
  return {
    ok: false,
    code,
    status,
    retryMs: whole(body.retry_ms) ?? 0,
    diagnosisId: text(body.diagnosis_id),
    ownerHint: text(body.owner_hint),
    body,
  };
}
