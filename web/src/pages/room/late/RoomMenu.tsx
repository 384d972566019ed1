// SPDX-License-Identifier: Apache-2.0
// The button for what can be done with a room as a whole, and what it opens. Whatever cannot be undone is
// asked for twice.
import { useRef, useState } from 'preact/hooks';
import { errorNote, say, t } from '../../../i18n/i18n.ts';
import type { Answer, Refusal } from '../../../net/api.ts';
import { endRoom, leaveRoom } from '../../../net/chat_api.ts';
import type { Room } from '../../../store/room/room.ts';
import { copyText } from '../../../ui/copy.ts';
import type { Point } from '../../../ui/Dialog.tsx';
import { MORE } from '../../../ui/glyphs.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { toast } from '../../../ui/Toast.tsx';
import styles from '../RoomHeader.module.css';
import type { ScreenProps } from '../RoomView.tsx';
import { openBlock, openReport } from './opening.ts';
import { roomItems } from './room_items.ts';
import { isStrange, useStranger } from './stranger_part.ts';

export function copyLink(id: string): void {
  const link = `${location.origin}/tools/chat/room/${encodeURIComponent(id)}/`;
  void copyText(link, t('chat.link_copied'));
}

export function MenuButton(props: ScreenProps & { room: Room }) {
  const { room } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<Point | null>(null);
  const stranger = useStranger(room);
  const close = () => setAt(null);

  function open() {
    const box = button.current?.getBoundingClientRect();
    if (box !== undefined) setAt({ x: box.right, y: box.bottom });
  }

  async function leave() {
    if (!(await did(leaveRoom(room.id)))) return;
    props.me.rooms.peek()?.forget(room.id);
    props.onBack?.();
  }

  const wishes = {
    info: props.onInfo,
    block: () => openBlock(room),
    report: () => openReport(room),
    end: () => void did((stranger?.endByMe ?? endRoom)(room.id)),
    leave: () => void leave(),
  };
  return (
    <>
      {stranger && isStrange(room) && room.ended.value === null && <stranger.EndButton room={room} />}
      <button
        ref={button}
        type="button"
        class={`icon-button ${styles.button}`}
        aria-label={t('chat.menu')}
        aria-haspopup="menu"
        onClick={open}
      >
        <Icon path={MORE} stroke={2.5} />
      </button>
      {at !== null && <Menu label={t('chat.menu')} items={roomItems(room, wishes)} at={at} onClose={close} />}
    </>
  );
}

// Whether it was done; says why not.
async function did(asked: Promise<Answer | Refusal>): Promise<boolean> {
  const answer = await asked;
  if (!answer.ok) toast(say(errorNote(answer.code)));
  return answer.ok;
}
