// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { agentNote } from './agent.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)';

test.each([
  [`${WINDOWS} ${BLINK} Chrome/140.0.0.0 Safari/537.36`, 'Chrome', 'Windows'],
  [`${WINDOWS} ${BLINK} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'Edge', 'Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${BLINK} HeadlessChrome/140.0.0.0 Safari/537.36`, 'Chrome', 'Linux'],
  [
    `Mozilla/5.0 (Linux; Android 15; SM-S921B) ${BLINK} SamsungBrowser/28.0 Chrome/130.0 Safari/537.36`,
    'Samsung Internet',
    'Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.5 Safari/605.1.15`,
    'Safari',
    'macOS',
  ],
  [`${IPHONE} ${WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1`, 'Safari', 'iPhone'],
  [`${IPHONE} ${WEBKIT} CriOS/140.0 Mobile/15E148 Safari/604.1`, 'Chrome', 'iPhone'],
  [
    `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${BLINK} Chrome/114.0 Safari/537.36 ArkWeb/4.1 Mobile`,
    'Huawei Browser',
    'HarmonyOS',
  ],
])('%s', (agent, browser, system) => {
  expect(agentNote(agent)).toEqual({ key: 'agent.both', params: { browser, system } });
});

test('WeChat has a name of its own in each language', () => {
  const agent = `${IPHONE} ${WEBKIT} Mobile/15E148 MicroMessenger/8.0.60`;
  expect(agentNote(agent)).toEqual({ key: 'agent.wechat', params: { system: 'iPhone' } });
});

test('a program is called by its own name, and what says nothing is unknown', () => {
  expect(agentNote('curl/8.5.0')).toEqual({ key: 'agent.one', params: { name: 'curl' } });
  expect(agentNote('Mozilla/5.0 (X11; Linux x86_64)')).toEqual({
    key: 'agent.one',
    params: { name: 'Linux' },
  });
  expect(agentNote('Mozilla/5.0')).toEqual({ key: 'agent.unknown' });
  expect(agentNote('')).toEqual({ key: 'agent.unknown' });
});
