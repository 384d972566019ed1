// SPDX-License-Identifier: Apache-2.0
// What a busy site would answer its operators (docs/operators.md), so that their pages can be looked at full. The
// answers are made up in the browser; how the server itself answers is tested in ops.spec.ts.
import type { Page, Route } from '@playwright/test';
import type { Language } from './table.ts';

type Body = Record<string, unknown>;

const NOW = Date.now();
const MINUTE = 60_000;

const SAID = {
  zh: {
    people: ['阿青', '小满', '老周', '夜航的松果'],
    lines: [
      '你好，我们的一期项目马上结束了，最后几个名额',
      '不用了，谢谢',
      '加微信细说，先转 500 定金就行\n今天下午五点前有效',
      '请不要再发了',
    ],
    note: '一直让我转账，说了不要还在发。',
    why: '多次发送转账要求',
  },
  en: {
    people: ['Robin', 'Marlow', 'Ellis', 'Harper'],
    lines: [
      'Hello, our first round closes today, only a few places are left',
      'No thank you',
      'Write to me elsewhere, a deposit of 500 is enough\nValid until five this afternoon',
      'Please stop',
    ],
    note: 'Keeps asking for money although I said no.',
    why: 'Asked for transfers several times',
  },
} as const;

// From now on this page hears these answers instead of the server's.
export async function answerOps(page: Page, language: Language, empty = false): Promise<void> {
  let asked = 0;
  await page.route('**/tools/api/ops/**', (route) => {
    const path = new URL(route.request().url()).pathname.replace('/tools/api/ops', '');
    if (path === '/overview/') asked += 1;
    return answer(route, bodyOf(path, language, asked, empty));
  });
}

// The page asks every 5 s by its own clock, which the test holds.
export async function watchFor(page: Page, asks: number): Promise<void> {
  for (let i = 0; i < asks; i += 1) {
    const answered = page.waitForResponse(/\/ops\/overview\//);
    await page.clock.runFor(5_000);
    await (await answered).finished();
  }
}

function bodyOf(path: string, language: Language, asked: number, empty: boolean): Body {
  if (path === '/overview/') return overview(asked, empty);
  if (path === '/queue/') return { server_time: NOW, tickets: empty ? [] : tickets(language), more: false };
  if (path === '/reports/') return { reports: empty ? [] : reports(language), next: empty ? null : 4 };
  if (path === '/handshakes/') return { handshakes: empty ? [] : handshakes(language), next: null };
  if (path === '/audit/') return { acts: empty ? [] : acts(language), next: empty ? null : 31 };
  if (path.endsWith('/open/')) return { report: opened(language) };
  return { report: reports(language)[0] };
}

function answer(route: Route, body: Body): Promise<void> {
  return route.fulfill({ json: { success: true, ...body } });
}

function overview(asked: number, empty: boolean): Body {
  const wave = (base: number, swing: number, pace: number) =>
    Math.max(0, Math.round(base + swing * Math.sin(asked / pace) + (swing / 3) * Math.sin(asked * 1.7)));
  return {
    server_time: NOW + asked * 5_000,
    version: '0.1.0',
    started_at: iso(3 * 24 * 60 + 250),
    uptime_seconds: 3 * 86_400 + 15_000 + asked * 5,
    online: wave(1284, 60, 9),
    connections: wave(1902, 90, 9),
    active_rooms: wave(312, 24, 7),
    messages_per_minute: wave(864, 190, 5),
    errors_per_minute: asked % 23 === 11 ? 4 : 0,
    delivery_ms: { p50: 1.2, p99: wave(68, 20, 4) / 10 },
    memory_bytes: wave(183, 4, 11) * 2 ** 20,
    waiting: { number: wave(3, 2, 6), heart: wave(11, 5, 8) },
    open_reports: empty ? 0 : 3,
  };
}

function tickets(language: Language): Body[] {
  const [first, second, third] = SAID[language].people;
  const one = (
    ticket_id: string,
    user: string | undefined,
    kind: string,
    state: string,
    minutes: number,
  ) => ({
    ticket_id,
    kind,
    user,
    state,
    since: iso(minutes),
    expires_at: iso(minutes - 10),
    live: minutes < 8,
  });
  return [
    one('a1', third, 'heart', 'waiting', 8.4),
    one('a2', first, 'number', 'waiting', 3.1),
    one('a3', second, 'heart', 'offered', 0.7),
  ];
}

function reports(language: Language): Body[] {
  const [first, second, third, fourth] = SAID[language].people;
  const one = (
    id: number,
    minutes: number,
    reason: string,
    reporter: string | undefined,
    subject: string | undefined,
  ) => ({
    id,
    created_at: iso(minutes),
    reason,
    reporter,
    subject,
    room_id: `heart-7f31c2d${id}-5b1e-4c1f-9f7c-0a4d5f2b91e${id}`,
    status: id === 5 ? 'resolved' : 'open',
    resolved_at: id === 5 ? iso(9) : null,
    outcome: id === 5 ? 'warn' : null,
    resolved_by: id === 5 ? first : null,
  });
  return [
    one(7, 4, 'fraud', second, fourth),
    one(6, 52, 'harassment', third, second),
    one(5, 200, 'sexual', first, third),
    one(4, 9_000, 'self_harm', fourth, third),
  ];
}

function opened(language: Language): Body {
  const { lines, note } = SAID[language];
  const row = reports(language)[0] ?? {};
  const evidence = lines.map((text, i) => ({
    id: 40 + i,
    at: iso(12 - i),
    kind: i === 2 ? 'recalled' : 'message',
    type: 'text',
    sender: i % 2 === 0 ? row.subject : row.reporter,
    sender_id: i % 2 === 0 ? 4 : 2,
    text,
  }));
  const more = { reporter_id: 2, subject_id: 4, subject_disabled: false, subject_muted_until: iso(-600) };
  return { ...row, note, ...more, evidence };
}

function handshakes(language: Language): Body[] {
  const [first] = SAID[language].people;
  const agent = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile';
  const one = (id: string, minutes: number, stage: string, code: string, status: number, user: string) => ({
    id,
    at: iso(minutes),
    stage,
    code,
    status,
    room: 'test-room-123',
    user,
    address: '203.0.113.7',
    origin: code === 'origin_refused' ? 'https://chat.example.net' : 'https://chat.example.org',
    agent,
    detail: code === 'origin_refused' ? 'not in allowed_origins' : '',
  });
  return [
    one('h-4kq7', 2, 'origin', 'origin_refused', 403, first),
    one('h-4kq2', 18, 'session', 'login_required', 401, ''),
    one('h-4kpz', 95, 'member', 'not_a_member', 403, first),
  ];
}

function acts(language: Language): Body[] {
  const { people, why } = SAID[language];
  const [first, second, third] = people;
  const one = (id: number, minutes: number, act: string, subject: string, reason: string | null) => ({
    id,
    at: iso(minutes),
    by: id % 3 === 0 ? 'operator' : first,
    act,
    subject,
    reason,
  });
  return [
    one(34, 9, 'report.decide', third, why),
    one(33, 30, 'token.create', second, null),
    one(32, 41, 'report.open', '#5', null),
    one(31, 8_000, 'queue.remove', second, why),
  ];
}

function iso(minutesAgo: number): string {
  return new Date(NOW - minutesAgo * MINUTE).toISOString();
}
