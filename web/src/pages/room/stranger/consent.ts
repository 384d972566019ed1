// SPDX-License-Identifier: Apache-2.0
// Who of two strangers has said that he would be seen by name, or would keep the room. The log tells it of both;
// what it does not reach, the answer to one's own word does. Pure.
import type { Row } from '../../../store/room/types.ts';

export interface Consent {
  mine: boolean;
  theirs: boolean;
}

export type Wish = 'revealed' | 'kept';

// `me`: my names in this room, the earlier ones too.
export function consentIn(
  rows: readonly Row[],
  wish: Wish,
  me: ReadonlySet<string>,
  answered?: Consent,
): Consent {
  const said = rows.flatMap((row) =>
    row.row === 'notice' && row.entry.kind === 'member' && row.entry.action === wish ? row.entry : [],
  );
  const both = said.some((entry) => entry.both);
  return {
    mine: both || answered?.mine === true || said.some(({ username }) => me.has(username)),
    theirs: both || answered?.theirs === true || said.some(({ username }) => !me.has(username)),
  };
}
