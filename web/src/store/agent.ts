// SPDX-License-Identifier: Apache-2.0
// A User-Agent in a few words, so that people recognise their own devices in the list of sign-ins. Pure; it
// names things for people and decides nothing.
import type { Note } from '../i18n/i18n.ts';

// The first that matches wins, since browsers also claim to be the ones that they descend from.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, 'WeChat'],
  [/QQBrowser\//, 'QQ Browser'],
  [/UCBrowser\//, 'UC Browser'],
  [/HuaweiBrowser\/|ArkWeb\//, 'Huawei Browser'],
  [/MiuiBrowser\//, 'Mi Browser'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Vivaldi\//, 'Vivaldi'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/Version\/.*Safari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

const PROGRAM_CHARS = 40;

export function agentNote(agent: string): Note {
  const browser = first(BROWSERS, agent);
  const system = first(SYSTEMS, agent);
  if (browser === 'WeChat' && system !== '') return { key: 'agent.wechat', params: { system } };
  if (browser !== '' && system !== '') return { key: 'agent.both', params: { browser, system } };
  const name = browser || system || program(agent);
  return name === '' ? { key: 'agent.unknown' } : { key: 'agent.one', params: { name } };
}

function first(names: readonly (readonly [RegExp, string])[], agent: string): string {
  return names.find(([pattern]) => pattern.test(agent))?.[1] ?? '';
}

// Programs that are no browser begin with their own name: "curl/8.5.0".
function program(agent: string): string {
  const name = /^[^\s/]+/.exec(agent)?.[0] ?? '';
  return name === 'Mozilla' ? '' : name.slice(0, PROGRAM_CHARS);
}
