// SPDX-License-Identifier: Apache-2.0
// What stands between the head of a room and its messages: how the line is, and among strangers under which name
// one is here. Also what the site warns of, below a message.
import type { Signal } from '@preact/signals';
import type { Room } from '../../../store/room/room.ts';
import type { Row } from '../../../store/room/types.ts';
import type { ScreenProps } from '../RoomView.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { strangerPart, useStranger } from './stranger_part.ts';

export function Top(props: ScreenProps & { room: Room; lost: Signal<boolean> }) {
  const part = useStranger(props.room);
  return (
    <>
      <ConnectionBanner {...props} />
      {part && <part.Strip {...props} />}
    </>
  );
}

export function Caution({ row }: { row: Row }) {
  const entry = row.row === 'message' && row.entry.caution ? row.entry : null;
  const part = strangerPart.value;
  return entry && part && <part.Caution entry={entry} />;
}
