// SPDX-License-Identifier: Apache-2.0
// The table of what keys do, on a sheet of its own over whatever page asks for it: the list (?) and the settings.
// It is loaded when it is first asked for. Only keys that do something stand here.
import { type Key, needTexts, t } from '../../i18n/i18n.ts';
import { preferences } from '../../store/preferences.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { isTouch } from '../../ui/ime.ts';
import { CLOSE } from '../../ui/more_glyphs.ts';
import { putOver } from '../../ui/over.ts';
import styles from './ShortcutSheet.module.css';

// Of keys that are held together, one after the other; several ways or two directions beside each other.
type Keys = readonly (readonly string[])[];
type Line = readonly [does: Key, keys: Keys];

let isOpen = false;

// Once, however often it is asked for.
export async function openShortcuts(): Promise<void> {
  await needTexts('chat_more', 'keys');
  if (isOpen) return;
  isOpen = true;
  putOver(
    (close) => <ShortcutSheet onClose={close} />,
    () => {
      isOpen = false;
    },
  );
}

function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label={t('keys.title')} onClose={onClose}>
      <header class={styles.head}>
        <h2>{t('keys.title')}</h2>
        <button type="button" class="icon-button" aria-label={t('keys.close')} onClick={onClose}>
          <Icon path={CLOSE} />
        </button>
      </header>
      <Table title="keys.page" lines={ofPage()} />
      <Table title="keys.room" lines={ofRoom()} />
      <Table title="keys.message" lines={ofMessage()} />
    </Dialog>
  );
}

function Table({ title, lines }: { title: Key; lines: readonly Line[] }) {
  return (
    <table class={styles.keys}>
      <caption>{t(title)}</caption>
      <tbody>
        {lines.map(([does, keys]) => (
          <tr key={does}>
            <th scope="row">{t(does)}</th>
            <td>
              {keys.map((held) => (
                <span key={held.join()}>
                  {held.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ofPage(): Line[] {
  const { command, alt } = named();
  return [
    ['keys.find', [[command, 'K']]],
    [
      'keys.chats',
      [
        [alt, '\u2191'],
        [alt, '\u2193'],
      ],
    ],
    ['keys.unread', [['Shift', alt, '\u2193']]],
    ['keys.regions', [['F6'], ['Shift', 'F6']]],
    ['keys.leave', [['Esc']]],
    ['keys.help', [['?']]],
  ];
}

function ofRoom(): Line[] {
  const { command } = named();
  const choice = preferences.value.enterSends;
  // As pages/room/enter.ts decides, which comes with all of a room.
  const sends = choice === 'enter' || (choice === 'auto' && !isTouch());
  return [
    ['keys.write', [[t('keys.letter')]]],
    ['keys.send', [sends ? ['Enter'] : [command, 'Enter']]],
    ['keys.newline', [sends ? ['Shift', 'Enter'] : ['Enter']]],
    ['chat.to_end', [['End']]],
    ['keys.mute', [[command, 'Shift', 'M']]],
    ['keys.end', [['Esc Esc']]],
  ];
}

function ofMessage(): Line[] {
  return [
    ['keys.walk', [['\u2191'], ['\u2193']]],
    ['keys.ends', [['Home'], ['End']]],
    ['chat.reply', [['R']]],
    ['chat.recall', [['Delete']]],
    ['keys.menu', [['Enter']]],
  ];
}

function named(): { command: string; alt: string } {
  return /^(Mac|iP)/.test(navigator.platform)
    ? { command: '\u2318', alt: '\u2325' }
    : { command: 'Ctrl', alt: 'Alt' };
}
