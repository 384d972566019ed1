// SPDX-License-Identifier: Apache-2.0
// Paths for <Icon path={…}> of the list of conversations.
// A cog, drawn as two circles and eight teeth.
export const COG =
  'M12 8.8a3.2 3.2 0 110 6.4 3.2 3.2 0 010-6.4zM12 5.5a6.5 6.5 0 110 13 6.5 6.5 0 010-13zM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M5.6 18.4l1.8-1.8M16.6 7.4l1.8-1.8';
