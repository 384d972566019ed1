// SPDX-License-Identifier: Apache-2.0
// What a page that fills the window follows beside its own state. Nothing of it is needed to draw the page.
export { startTheme } from './theme.ts';
export { watchViewport } from './viewport.ts';
