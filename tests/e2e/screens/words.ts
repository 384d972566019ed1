// SPDX-License-Identifier: Apache-2.0
// What people say in the pictures.
import type { Language } from './table.ts';

interface Words {
  // Turn by turn: the first by the other person, then who speaks is part of the line.
  readonly talk: readonly (readonly [speaker: 'me' | 'other', text: string])[];
  readonly news: readonly string[];
  readonly unsent: readonly string[];
  readonly draft: string;
  readonly small: readonly string[];
  readonly group: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  zh: {
    talk: [
      ['other', '晚上好！你也是输的 7421 吗？'],
      ['other', '我随手按的，哈哈'],
      ['me', '对，我以前的门牌号 🏠'],
      ['me', '那真是巧，我猜这一带的路灯你也认识'],
    ],
    news: ['认识！楼下那家馄饨店还开着，老板问过你好几次', '他说你每次都加两勺辣'],
    unsent: ['真的吗，那周末去看看', '你有空一起？'],
    draft: '我大概六点到',
    small: [
      '好的',
      '我看看',
      '刚到家，外面下雨了',
      '明天上午十点，老地方见？',
      '哈哈哈哈',
      '收到',
      '那就这么定了',
    ],
    group: '周末爬山小队',
  },
  en: {
    talk: [
      ['other', 'Good evening! Did you type 7421 as well?'],
      ['other', 'I just pressed whatever came first, haha'],
      ['me', 'Yes, it used to be my house number 🏠'],
      ['me', 'What a coincidence, I bet you know the street lamps around here too'],
    ],
    news: [
      'I do! The dumpling place downstairs is still open, the owner has asked about you',
      'Two spoons of chilli, he says',
    ],
    unsent: ['Really? Let us go and see at the weekend', 'Will you join me?'],
    draft: 'I should be there around six',
    small: [
      'All right',
      'Let me see',
      'Just got home, it is raining',
      'Ten tomorrow, the usual place?',
      'Haha',
      'Got it',
      'Then it is settled',
    ],
    group: 'weekend-hikers',
  },
};

// Names and words that a layout breaks over, if it breaks over anything.
export const LONG_NAME = '很长的用户名占满三十二个字也不应该把页面撑开这样才算合格啊对';
export const LONG_WORD = `https://example.org/${'a-very-long-path-without-a-single-blank/'.repeat(6)}`;
