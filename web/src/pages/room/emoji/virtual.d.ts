// SPDX-License-Identifier: Apache-2.0
// The addresses of the tables that emoji.ts (beside vite.config.ts) puts into the build.
declare module 'virtual:emoji' {
  export const symbols: string;
  export const zh: string;
  export const en: string;
}
