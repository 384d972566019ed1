// SPDX-License-Identifier: Apache-2.0
// Paths for <Icon path={…}>, each on the 24-unit grid: those that nobody waits for.
export const SMILE =
  'M12 3a9 9 0 110 18 9 9 0 010-18zM8.5 14.2c.9 1.2 2.1 1.8 3.5 1.8s2.6-.6 3.5-1.8M9 9.5h.01M15 9.5h.01';
export const CLOSE = 'M7 7l10 10M17 7L7 17';
export const DOWN = 'M12 5v14M6 13l6 6 6-6';
export const UP = 'M12 19V5M6 11l6-6 6 6';
export const REPLY = 'M9 6L4 11l5 5M4 11h9a7 7 0 017 7';
export const COPY = 'M9 9h10v11H9zM5 15V4h10';
export const RECALL = 'M4 9h10a5 5 0 010 10h-4M8 5L4 9l4 4';
export const RETRY = 'M20 11a8 8 0 10-2.3 6M20 5v6h-6';
export const TRASH = 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13';
export const PEOPLE =
  'M9 4.5a3.5 3.5 0 110 7 3.5 3.5 0 010-7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 5a3.5 3.5 0 010 6.5M18 14.5c2.1.9 3.5 2.8 3.5 5.5';
export const BELL = 'M6 16V11a6 6 0 0112 0v5l1.5 2h-15zM10 21h4';
export const BELL_OFF = 'M6 16V11a6 6 0 0112 0v5l1.5 2h-15zM10 21h4M4 4l16 16';
export const BLOCK = 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM6 6l12 12';
export const FLAG = 'M6 21V4h12l-2 4.5 2 4.5H6';
export const LEAVE = 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4';
export const SEARCH = 'M11 4a7 7 0 110 14 7 7 0 010-14zM16 16l4.5 4.5';
