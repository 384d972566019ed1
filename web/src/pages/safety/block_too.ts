// SPDX-License-Identifier: Apache-2.0
// Blocks whoever was reported, and says what came of it.
import { errorNote, type Note, say } from '../../i18n/i18n.ts';
import { blockPerson } from '../../net/chat_api.ts';
import { blockByMe } from '../../store/ended_by_me.ts';
import type { Reportable } from './reportable.ts';

export async function blockToo({ room, username, name, isPair }: Reportable): Promise<Note> {
  const answer = await (isPair ? blockByMe(room) : blockPerson(username));
  if (answer.ok) return { key: 'reporting.blocked', params: { name } };
  return { key: 'reporting.block_failed', params: { reason: say(errorNote(answer.code)) } };
}
