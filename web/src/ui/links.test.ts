// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pieces } from './links.ts';

const links = (text: string) => pieces(text).flatMap((piece) => (piece.href === '' ? [] : [piece.text]));

test('the pieces of a text are the text, and only addresses lead somewhere', () => {
  const found = pieces('see http://a.example/x and then');
  expect(found.map((piece) => piece.text).join('')).toBe('see http://a.example/x and then');
  expect(found.map((piece) => piece.href)).toEqual(['', 'http://a.example/x', '']);
});

test('Chinese punctuation and Chinese words end an address', () => {
  expect(links('看 https://a.example/x。再说')).toEqual(['https://a.example/x']);
  expect(links('（https://a.example/x）')).toEqual(['https://a.example/x']);
  expect(links('“https://a.example/x”，好')).toEqual(['https://a.example/x']);
  expect(links('https://a.example/x这个不错')).toEqual(['https://a.example/x']);
  expect(links('https://a.example/x…')).toEqual(['https://a.example/x']);
  expect(links('两个：https://a.example/1、https://a.example/2')).toEqual([
    'https://a.example/1',
    'https://a.example/2',
  ]);
});

test('what ends a sentence is not part of an address, a balanced bracket is', () => {
  expect(links('Is it https://a.example/x?')).toEqual(['https://a.example/x']);
  expect(links('(https://a.example/x).')).toEqual(['https://a.example/x']);
  expect(links('https://a.example/Plate_(door)')).toEqual(['https://a.example/Plate_(door)']);
  expect(links('(https://a.example/Plate_(door))')).toEqual(['https://a.example/Plate_(door)']);
  expect(links('https://a.example/?q=1&r=2#top!')).toEqual(['https://a.example/?q=1&r=2#top']);
});

test('nothing but http and https becomes a link', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example/',
    'xhttp://a.example',
    'https://',
    'http://%',
    'a.example/x',
  ]) {
    expect(links(text), text).toEqual([]);
  }
  expect(links('HTTPS://A.example/X')).toEqual(['HTTPS://A.example/X']);
});

test('letters of other scripts stay in an address, whose href is spelled for the wire', () => {
  const [piece] = pieces('https://a.example/Плита');
  expect(piece?.text).toBe('https://a.example/Плита');
  expect(piece?.href).toBe('https://a.example/%D0%9F%D0%BB%D0%B8%D1%82%D0%B0');
});
