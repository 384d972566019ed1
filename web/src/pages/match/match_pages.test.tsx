// SPDX-License-Identifier: Apache-2.0
// @vitest-environment happy-dom
import { useState } from 'preact/hooks';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { needTexts, showLanguage } from '../../i18n/i18n.ts';
import { newStage, type Stage } from '../../ui/testing/stage.ts';
import { Plates } from './Plates.tsx';
import { RulesSheet } from './RulesSheet.tsx';
import { overText, refusedText, waitSpan } from './words.ts';

let stage: Stage;

beforeAll(async () => {
  await showLanguage('zh');
  await needTexts('match', 'errors');
});

beforeEach(() => {
  stage = newStage();
});

afterEach(() => stage.clear());

function Field() {
  const [digits, setDigits] = useState('');
  return <Plates digits={digits} onDigits={setDigits} />;
}

const plates = () => [...stage.root.querySelectorAll('span[aria-hidden]')].map((one) => one.textContent);

test('N17 each digit has its plate, and half a word of an input method is none yet', async () => {
  await stage.show(<Field />);
  await stage.type('7\uff14');
  expect(plates()).toEqual(['7', '4', '', '']);
  const input = stage.root.querySelector('input') as HTMLInputElement;
  input.dispatchEvent(new Event('compositionstart'));
  await stage.type('74er', true);
  expect(input.value).toBe('74er');
  expect(plates()).toEqual(['7', '4', '', '']);
  input.dispatchEvent(new Event('compositionend'));
  expect(input.value).toBe('74');
});

test('H01 nobody accepts the rules without being of age', async () => {
  const onAccept = vi.fn();
  await stage.show(<RulesSheet onAccept={onAccept} onClose={() => {}} />);
  const accept = [...stage.root.querySelectorAll('button')][0];
  await stage.click(accept);
  expect(onAccept).not.toHaveBeenCalled();
  await stage.click(stage.root.querySelector('input') ?? undefined);
  await stage.click(accept);
  expect(onAccept).toHaveBeenCalledTimes(1);
});

test('N08 H09 how long nobody came is told as the site has it', () => {
  const over = { at: 'over', kind: 'number', number: '0007', why: 'expired' } as const;
  expect(overText(over, 600_000)).toBe('10 分钟里没有人输入 0007');
  expect(overText({ ...over, kind: 'heart' }, 600_000)).toBe('10 分钟到了，这次没有遇到');
  expect(waitSpan(90_000)).toEqual({ n: 90, inSeconds: true });
});

test('N10 N11 H13 a refusal says what to do, and when', () => {
  const refused = { at: 'refused', kind: 'number', number: '1', until: 5_000 } as const;
  expect(refusedText({ ...refused, code: 'too_many_numbers' }, 1_500)).toBe('换得太快，4 秒后再试');
  expect(refusedText({ ...refused, code: 'match_paused' }, 0)).toMatch(
    /^你暂时不能使用匹配，.*\d\d:\d\d 后恢复$/,
  );
  expect(refusedText({ ...refused, code: 'no_tries_left', until: 0 }, 0)).toBe(
    '今天的次数用完了，明天 0 点恢复',
  );
});
