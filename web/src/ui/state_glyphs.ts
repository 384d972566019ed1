// SPDX-License-Identifier: Apache-2.0
// Paths for <Icon path={…}>, each on the 24-unit grid: those of forms and of checks.
export const EYE =
  'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 110 6 3 3 0 010-6z';

export const PASS = 'M5 12.5l4.5 4.5L19 7.5';
export const FAIL = 'M7 7l10 10M17 7L7 17';
export const WAIT = 'M7 12h10';
export const RUN = 'M12 6v6l4 2.5';
export const EYE_OFF = `${EYE}M4 20L20 4`;
export const ALERT = 'M12 8v5M12 16.5v.1M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17z';
