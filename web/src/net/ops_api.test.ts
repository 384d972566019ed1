// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test, vi } from 'vitest';
import {
  decideReport,
  openReport,
  pardon,
  readActs,
  readHandshakes,
  readOverview,
  readQueue,
  readReports,
  removeTicket,
} from './ops_api.ts';

const api = vi.hoisted(() => ({ get: vi.fn(), post: vi.fn() }));
vi.mock('./api.ts', () => api);

const good = (body: Record<string, unknown>) => ({ ok: true, status: 200, body: { success: true, ...body } });
const ROW = {
  id: 7,
  created_at: '2026-01-02T03:04:05Z',
  reason: 'fraud',
  reporter: 'ann',
  subject: 'bob',
  room_id: 'heart-1',
  status: 'open',
  resolved_at: null,
  outcome: null,
  resolved_by: null,
};

beforeEach(() => {
  api.get.mockReset();
  api.post.mockReset();
});

test('an overview has every figure, and null for what the server does not know', async () => {
  api.get.mockResolvedValue(
    good({
      server_time: 5,
      version: '1.2',
      started_at: '2026-01-01T00:00:00Z',
      online: 3,
      messages_per_minute: 1.5,
      delivery_ms: null,
      memory_bytes: 'much',
      waiting: { number: 1, heart: 2 },
    }),
  );
  const answer = await readOverview();
  expect(api.get).toHaveBeenCalledWith('/tools/api/ops/overview/');
  expect(answer).toMatchObject({ ok: true, at: 5, version: '1.2' });
  expect(answer.ok && answer.figures).toMatchObject({
    online: 3,
    messages_per_minute: 1.5,
    number: 1,
    heart: 2,
    p50: null,
    p99: null,
    memory_bytes: null,
    open_reports: null,
  });
  api.get.mockResolvedValue(good({ delivery_ms: { p50: 1, p99: 8.5 } }));
  const told = await readOverview();
  expect(told.ok && told.figures.p99).toBe(8.5);
});

test('a queue tells who waits since when, and a ticket is removed with a reason', async () => {
  const ticket = { ticket_id: 12, kind: 'heart', user: 'ann', state: 'waiting', since: 'a', expires_at: 'b' };
  api.get.mockResolvedValue(good({ server_time: 9, tickets: [{ ...ticket, live: true }], more: true }));
  expect(await readQueue()).toEqual({
    ok: true,
    at: 9,
    more: true,
    tickets: [
      { id: '12', kind: 'heart', user: 'ann', state: 'waiting', since: 'a', expiresAt: 'b', live: true },
    ],
  });
  await removeTicket('12', 'spam');
  expect(api.post).toHaveBeenCalledWith('/tools/api/ops/queue/remove/', { ticket_id: '12', reason: 'spam' });
});

test('reports come in parts, open ones or all', async () => {
  api.get.mockResolvedValue(good({ reports: [ROW, 'no row'], next: 7 }));
  const answer = await readReports(false, '');
  expect(api.get).toHaveBeenLastCalledWith('/tools/api/ops/reports/?');
  expect(answer).toMatchObject({
    next: '7',
    rows: [{ id: '7', isOpen: true, room: 'heart-1', outcome: '' }],
  });
  await readReports(true, '7');
  expect(api.get).toHaveBeenLastCalledWith('/tools/api/ops/reports/?all=1&before=7');
});

test('an opened report has its evidence in order, and what holds of the reported person', async () => {
  const said = { at: 'a', type: 'text', sender: 'bob', sender_id: 4, text: 'pay me' };
  const evidence = [
    { id: 1, kind: 'message', ...said },
    { id: 2, kind: 'recalled', ...said },
  ];
  api.post.mockResolvedValue(
    good({ report: { ...ROW, note: 'n', subject_disabled: true, subject_muted_until: null, evidence } }),
  );
  const answer = await openReport('7');
  expect(api.post).toHaveBeenCalledWith('/tools/api/ops/reports/7/open/');
  expect(answer.ok && answer.report).toMatchObject({
    id: '7',
    note: 'n',
    subjectDisabled: true,
    mutedUntil: '',
    evidence: [
      { id: '1', sender: 'bob', text: 'pay me', recalled: false },
      { id: '2', recalled: true },
    ],
  });
});

test('a decision answers the row as it is now, and a pardon names the person', async () => {
  api.post.mockResolvedValue(
    good({ report: { ...ROW, status: 'resolved', outcome: 'mute', resolved_by: 'eve' } }),
  );
  const answer = await decideReport('7', 'mute', 'rude');
  expect(api.post).toHaveBeenCalledWith('/tools/api/ops/reports/7/decide/', {
    action: 'mute',
    reason: 'rude',
  });
  expect(answer).toMatchObject({ ok: true, report: { isOpen: false, outcome: 'mute', by: 'eve' } });
  await pardon('a/b', 'unmute', 'sorry');
  expect(api.post).toHaveBeenLastCalledWith('/tools/api/ops/users/a%2Fb/unmute/', { reason: 'sorry' });
});

test('rows of the logs are texts, whatever the server counts with', async () => {
  api.get.mockResolvedValue(good({ handshakes: [{ id: 'h-1', status: 403, user: null }], next: 'h-1' }));
  expect(await readHandshakes('')).toEqual({
    ok: true,
    rows: [{ id: 'h-1', status: '403', user: '' }],
    next: 'h-1',
  });
  api.get.mockResolvedValue(good({ acts: [{ id: 3, by: 'eve', act: 'report.open' }], next: null }));
  expect(await readActs('9')).toMatchObject({ rows: [{ id: '3', act: 'report.open' }], next: '' });
  expect(api.get).toHaveBeenLastCalledWith('/tools/api/ops/audit/?before=9');
});
