// SPDX-License-Identifier: Apache-2.0
// How to get to every screen of the table: one that has no way there does not compile.
import { accountSetups } from './account.ts';
import { chatsSetups } from './chats.ts';
import { infoSetups } from './info.ts';
import { matchSetups } from './match.ts';
import { opsSetups } from './ops.ts';
import { roomSetups } from './room.ts';
import type { Setup } from './scene.ts';
import { strangerSetups } from './stranger.ts';
import type { Screen } from './table.ts';

export const SETUPS: Readonly<Record<Screen, Setup>> = {
  ...accountSetups,
  ...chatsSetups,
  ...roomSetups,
  ...infoSetups,
  ...matchSetups,
  ...opsSetups,
  ...strangerSetups,
};
