// SPDX-License-Identifier: Apache-2.0
// Paths for <Icon path={…}>, each on the 24-unit grid: those that a room shows at once.
export const BACK = 'M14.5 5.5L8 12l6.5 6.5';
export const MORE = 'M5 12h.01M12 12h.01M19 12h.01';
export const SENT = 'M5 12.5l4.5 4.5L19 7.5';
// Two ticks, the second behind the first.
export const GOT = 'M2 12.5L6.5 17 16 7.5M11.5 16l1 1L22 7.5';
export const CLOCK = 'M12 4a8 8 0 110 16 8 8 0 010-16zM12 8v4l2.5 2';
