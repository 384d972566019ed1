// SPDX-License-Identifier: Apache-2.0
// What this tab knows of a person's wait: the shapes that step.ts moves between, match.ts carries out and the
// pages draw. A person waits once, over both kinds, so there is one phase. Moments are the server's.
import type { Refusal } from '../../net/api.ts';
import type { Frame } from '../../net/frames.ts';
import type { Created, Found, Kind, MatchRefusal, Over, Told, Waiting } from '../../net/match_api.ts';

export type Why =
  // Nobody came in time.
  | 'expired'
  // I did not open the room in time.
  | 'no_show'
  // I was away for too long.
  | 'absent'
  // An operator took it away.
  | 'removed';

export interface Wish {
  readonly kind: Kind;
  // Of number match; '' for heart link.
  readonly number: string;
}

export type Phase =
  | { readonly at: 'idle' }
  // `again`: the other one did not come, and I keep my old place.
  | (Wish & { readonly at: 'waiting'; readonly expiresAt: number; readonly again: boolean })
  // `asks`: I was about to cancel, so I am asked instead of taken there.
  | (Wish & {
      readonly at: 'found';
      readonly room: string;
      readonly partner: string;
      readonly confirmBy: number;
      readonly asks: boolean;
    })
  // One of this person's tabs has gone to the room; `here`: this one.
  | (Wish & {
      readonly at: 'entered';
      readonly room: string;
      readonly confirmBy: number;
      readonly here: boolean;
    })
  | (Wish & { readonly at: 'over'; readonly why: Why })
  // `until`: when a new try may help; 0 when that is not known.
  | (Wish & { readonly at: 'refused'; readonly code: string; readonly until: number });

export interface MatchState {
  readonly phase: Phase;
  // What is being asked of the server right now.
  readonly busy: '' | 'joining' | 'cancelling' | 'ending';
  // What is being joined; with `question` what it is asked about: the wait there is would be cancelled for it.
  readonly wish: Wish | null;
  readonly question: boolean;
  // Matched rooms that have not ended, of each kind.
  readonly open: Readonly<Record<Kind, string>>;
  // How many wait in heart link; null: not known.
  readonly crowd: number | null;
  // The server has been asked about both kinds.
  readonly known: boolean;
  // The line to the server is up.
  readonly live: boolean;
  // By so much the server's clock is ahead of this device's.
  readonly clockOffMs: number;
  // The newest news that were heard.
  readonly useq: number;
  // Grows with whatever is newer than an answer that is still on its way.
  readonly turn: number;
}

export const START: MatchState = {
  phase: { at: 'idle' },
  busy: '',
  wish: null,
  question: false,
  open: { number: '', heart: '' },
  crowd: null,
  known: false,
  live: true,
  clockOffMs: 0,
  useq: 0,
  turn: 0,
};

export type MatchEvent =
  // --- what the person does ---
  | { on: 'wish'; wish: Wish }
  // To the question: cancel what there is and begin the new one, or not.
  | { on: 'switch' }
  | { on: 'stay' }
  | { on: 'cancel' }
  | { on: 'enter' }
  | { on: 'dismiss' }
  // Ends the open room of that kind; `then`: and begins anew.
  | { on: 'end'; kind: Kind; room: string; next: Wish | null }
  // Back to a room that is still open.
  | { on: 'visit'; room: string }
  // --- what the server says ---
  | { on: 'created'; wish: Wish; answer: Created | MatchRefusal; replaced: boolean }
  | { on: 'cancelled'; kind: Kind; answer: { ok: true } | MatchRefusal }
  | { on: 'status'; kind: Kind; turn: number; answer: Told<Waiting | Found | Over> | Refusal }
  | { on: 'ended_room'; kind: Kind; ok: boolean; code: string; next: Wish | null }
  | { on: 'news'; frame: Frame }
  | { on: 'line'; live: boolean }
  | { on: 'clock'; offMs: number }
  // --- what other tabs say ---
  | { on: 'tab_changed' }
  | { on: 'tab_entered'; room: string }
  // A moment that something waits for has come.
  | { on: 'due' };

export type Effect =
  // `instead`: of the wait of that kind, which is cancelled first.
  | { do: 'create'; wish: Wish; instead: Kind | null }
  | { do: 'cancel'; kind: Kind }
  | { do: 'end'; kind: Kind; room: string; next: Wish | null }
  // Asks the server how both kinds stand.
  | { do: 'look' }
  // Somebody was found: one tab of this person goes to the room.
  | { do: 'meet' }
  | { do: 'enter'; room: string }
  // The other one did not come: the room that this tab is in is over.
  | { do: 'return'; kind: Kind; room: string }
  | { do: 'tell'; did: 'changed' | 'entered'; room: string }
  | { do: 'say'; what: 'cancelled' | 'refused'; code: string };

export interface Step {
  readonly state: MatchState;
  readonly effects: readonly Effect[];
}

// The wait that is going on, with its kind; null: there is none.
export function liveWait(phase: Phase): Extract<Phase, { at: 'waiting' | 'found' | 'entered' }> | null {
  return phase.at === 'waiting' || phase.at === 'found' || phase.at === 'entered' ? phase : null;
}

// When the phase has to be looked at again, on the server's clock; 0: it waits for no moment.
export function dueAt(phase: Phase): number {
  switch (phase.at) {
    case 'waiting':
      return phase.expiresAt + GRACE_MS;
    case 'found':
    case 'entered':
      return phase.confirmBy === 0 ? 0 : phase.confirmBy + GRACE_MS;
    case 'refused':
      return phase.until;
    default:
      return 0;
  }
}

// The news of an end come by themselves; so long they are waited for.
const GRACE_MS = 1_500;
