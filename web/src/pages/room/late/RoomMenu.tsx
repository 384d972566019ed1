// SPDX-License-Identifier: Apache-2.0
// The button for what can be done with a room as a whole, and what it opens. Whatever cannot be undone is
// asked for twice.
import { useRef, useState } from 'preact/hooks';
import { errorNote, say, t } from '../../../i18n/i18n.ts';
import type { Answer, Refusal } from '../../../net/api.ts';
import { blockRoom, endRoom, leaveRoom } from '../../../net/chat_api.ts';
import type { Room } from '../../../store/room/room.ts';
import { Button } from '../../../ui/Button.tsx';
import { copyText } from '../../../ui/copy.ts';
import type { Point } from '../../../ui/Dialog.tsx';
import { MORE } from '../../../ui/glyphs.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { toast } from '../../../ui/Toast.tsx';
import styles from '../RoomHeader.module.css';
import type { ScreenProps } from '../RoomView.tsx';
import { roomItems } from './room_items.ts';

export function copyLink(id: string): void {
  const link = `${location.origin}/tools/chat/room/${encodeURIComponent(id)}/`;
  void copyText(link, t('chat.link_copied'));
}

export function MenuButton(props: ScreenProps & { room: Room }) {
  const { room } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<Point | null>(null);
  const [asking, setAsking] = useState(false);
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
    block: () => setAsking(true),
    end: () => void did(endRoom(room.id)),
    leave: () => void leave(),
  };
  return (
    <>
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
      {asking && <BlockSheet room={room} onClose={() => setAsking(false)} />}
    </>
  );
}

function BlockSheet({ room, onClose }: { room: Room; onClose: () => void }) {
  const name = room.about.value?.other ?? '';
  function block() {
    onClose();
    void did(blockRoom(room.id), t('chat.blocked', { name }));
  }
  return (
    <Sheet
      title={t('chat.block_title', { name })}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onClick={block}>
            {t('chat.block')}
          </Button>
          <Button onClick={onClose}>{t('chat.cancel')}</Button>
        </>
      }
    >
      <p>{t('chat.block_text')}</p>
    </Sheet>
  );
}

// Whether it was done; says why not, else what.
async function did(asked: Promise<Answer | Refusal>, done = ''): Promise<boolean> {
  const answer = await asked;
  if (!answer.ok) toast(say(errorNote(answer.code)));
  else if (done !== '') toast(done);
  return answer.ok;
}
