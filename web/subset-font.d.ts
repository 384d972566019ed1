// SPDX-License-Identifier: Apache-2.0
// What plate_font.ts uses of a package without types.
declare module 'subset-font' {
  function subset(font: Buffer, text: string, options: { targetFormat: 'woff2' }): Promise<Buffer>;

  // biome-ignore lint/style/noDefaultExport: as the package does it
  export { subset as default };
}
