// SPDX-License-Identifier: Apache-2.0
// One row of a room's messages. It only draws: what a press means is decided by MessageList, which finds the
// row by `data-key` and the wish by `data-act`.
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n/i18n.ts';
import type { Quote, Row } from '../../store/room/types.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { CLOCK, GOT, MORE, SENT } from '../../ui/glyphs.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Time } from '../../ui/Time.tsx';
import { clock, dayName, longTime } from '../../ui/time.ts';
import { late } from './later.ts';
import styles from './MessageRow.module.css';

type Bubbled = Extract<Row, { row: 'message' | 'pending' }>;
type StateName = 'queued' | 'sending' | 'failed' | 'sent' | 'delivered' | 'read';

const STATE_PATHS: Record<Exclude<StateName, 'failed'>, string> = {
  queued: CLOCK,
  sending: CLOCK,
  sent: SENT,
  delivered: GOT,
  read: GOT,
};

export interface RowContext {
  me: string;
  // Two people only: no names, no faces.
  pair: boolean;
  // Of the longest message, in characters as people count them.
  max: number;
}

export interface RowProps {
  row: Row;
  place: number;
  context: RowContext;
  // The one that Tab reaches.
  tabbed: boolean;
  // A jump led here.
  marked: boolean;
  // It has just come.
  fresh: boolean;
}

export function MessageRow(props: RowProps) {
  const { row, context } = props;
  switch (row.row) {
    case 'day':
      return (
        <p class={styles.line}>
          <Time at={row.at} say={dayName} />
        </p>
      );
    case 'start':
      // Its date is on the line below.
      return <p class={styles.line}>{t('chat.start')}</p>;
    case 'pruned':
      return <p class={styles.line}>{t('chat.pruned')}</p>;
    case 'unread':
      return (
        <p class={`${styles.line} ${styles.unread}`}>
          <span>{t('chat.unread_line')}</span>
        </p>
      );
    case 'notice':
    case 'recalled':
      return (
        <Article {...props} kind={styles.line}>
          {/* The line has its height before its words. */}
          {late.value ? <late.value.Notice row={row} context={context} /> : '\u00a0'}
        </Article>
      );
    default:
      return <Bubble {...props} row={row} />;
  }
}

function Article(
  props: RowProps & { kind: string | undefined; label?: string; children: ComponentChildren },
) {
  const { fresh, marked } = props;
  return (
    <article
      class={`${props.kind} ${fresh ? styles.fresh : ''} ${marked ? styles.marked : ''}`}
      data-key={props.row.key}
      tabIndex={props.tabbed ? 0 : -1}
      aria-label={props.label}
      aria-posinset={props.place + 1}
      aria-setsize={-1}
    >
      {props.children}
    </article>
  );
}

function Bubble(props: RowProps & { row: Bubbled }) {
  const { row, context } = props;
  const { own, sender, content, type, state } = shown(row, context.me);
  const faces = !own && !context.pair;
  const part = late.value;
  const kind = [
    styles.row,
    own ? styles.own : styles.peer,
    row.first ? styles.first : '',
    row.last ? styles.last : '',
    type === 'emoji' ? styles.emoji : '',
  ];
  return (
    <Article {...props} kind={kind.join(' ')} label={spoken(row, context.me)}>
      {faces && <span class={styles.face}>{row.first && <Avatar name={sender} />}</span>}
      <div class={styles.body}>
        {faces && row.first && (
          <p class={styles.sender} dir="auto">
            {sender}
          </p>
        )}
        <div class={styles.bubble}>
          {state === 'failed' && (
            <button type="button" class={styles.failed} data-act="menu" aria-label={t('chat.state.failed')}>
              <span>!</span>
            </button>
          )}
          {row.quote !== null && <QuoteLine quote={row.quote} />}
          <p class={styles.text} dir="auto">
            {part && content.includes('://') ? <part.Linkified text={content} /> : content}
          </p>
        </div>
        <Meta row={row} context={context} />
        {part && <part.Caution row={row} />}
      </div>
      {state !== 'failed' && (
        <button
          type="button"
          class={styles.more}
          data-act="menu"
          tabIndex={-1}
          aria-label={t('chat.actions')}
          aria-haspopup="menu"
        >
          <Icon path={MORE} size={20} stroke={2.5} />
        </button>
      )}
    </Article>
  );
}

function QuoteLine({ quote }: { quote: Quote }) {
  return (
    <button type="button" class={styles.quote} data-act="quote" tabIndex={-1}>
      <bdi>{quoteText(quote)}</bdi>
    </button>
  );
}

function quoteText(quote: Quote): string {
  if (!quote.known) return t('chat.quote_gone');
  if (quote.recalled) return t('chat.quote_recalled');
  return `${quote.sender}: ${quote.text}`;
}

// When and how far. Words stand only under the last of a group; the others say it when pointed at.
function Meta({ row, context }: { row: Bubbled; context: RowContext }) {
  const { at, state } = shown(row, context.me);
  if (row.row === 'pending' && (state === 'failed' || row.retryAt > 0)) {
    return <p class={styles.meta}>{late.value && <late.value.Reason row={row} context={context} />}</p>;
  }
  const full = row.last || (row.row === 'message' && row.showTime);
  const word = state === null || state === 'failed' ? '' : t(`chat.state.${state}`);
  return (
    <p class={`${styles.meta} ${full ? '' : styles.aside} ${state === 'read' ? styles.read : ''}`}>
      {row.row === 'message' && <Time at={at} say={clock} />}
      {word !== '' && <span class={full ? '' : 'hidden-text'}>{word}</span>}
      {state !== null && state !== 'failed' && <Icon path={STATE_PATHS[state]} size={16} />}
    </p>
  );
}

// What a row about a message shows, whether the server has it or not yet. `state` null: somebody else's.
function shown(row: Bubbled, me: string) {
  const { row: kind, state } = row;
  if (kind === 'message') return { ...row.entry, state: state as StateName | null };
  return { ...row.item, own: true, sender: me, state: state as StateName | null };
}

// All of a message in one line, for screen readers.
function spoken(row: Bubbled, me: string): string {
  const { own, sender, content, at, state } = shown(row, me);
  const name = own ? t('chat.you') : sender;
  const said = t('chat.message_name', { name, text: content, time: longTime(at) });
  return state === null ? said : `${said}, ${t(`chat.state.${state}`)}`;
}
