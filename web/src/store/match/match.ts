// SPDX-License-Identifier: Apache-2.0
// A person's wait in this tab: carries out what step.ts decides. It speaks to the server, hears the user line and
// the other tabs, keeps the mark on the device, and looks again when a moment has come. What only a page can do,
// it asks of its hands.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Refusal } from '../../net/api.ts';
import { endRoom } from '../../net/chat_api.ts';
import type { Frame } from '../../net/frames.ts';
import { cancelMatch, createMatch, type Kind, matchStatus } from '../../net/match_api.ts';
import type { SocketState } from '../../net/socket_state.ts';
import { lineState, news } from '../rooms.ts';
import { isNotifier, listen, tell } from '../tabs.ts';

import { markOf, readMark, writeMark } from './mark.ts';
import {
  dueAt,
  type Effect,
  liveWait,
  type MatchEvent,
  type MatchState,
  type Phase,
  START,
} from './state.ts';
import { step } from './step.ts';
import { wishes } from './wishes.ts';

export type Found = Extract<Phase, { at: 'found' }>;

export interface Hands {
  // Somebody sits in front of this very tab.
  focused(): boolean;
  // It shows one of the two pages that lead to the room by themselves.
  onPage(): boolean;
  // This tab is the one that tells of it.
  call(found: Found): void;
  enter(room: string): void;
  // From the room, which is over, to where the wait goes on.
  goBack(kind: Kind, room: string): void;
  sayCancelled(): void;
  sayRefused(code: string): void;
  signedOut(): void;
}

// Which tab goes: the one in front, else one that waits on a match page, the notifier first.
const TURN_MS = { focused: 0, pageNotifier: 300, page: 700, notifier: 1_100, other: 1_500 };
// How long the plates turn and the knot is tied.
const SHOWN_MS = { number: 900, heart: 1_200 };
const LOOK_AGAIN_MS = 5_000;
// A line that comes back at once was never away.
const AWAY_MS = 2_000;

export class Matching {
  private readonly now_ = signal<MatchState>(START);
  readonly state: ReadonlySignal<MatchState> = this.now_;
  private readonly claimed = new Set<string>();
  private readonly seen = new WeakSet<object>();
  private dueTimer: ReturnType<typeof setTimeout> | undefined;
  private awayTimer: ReturnType<typeof setTimeout> | undefined;
  private lookedAt = 0;
  private readonly stops: (() => void)[];

  constructor(
    private readonly person: string,
    private readonly hands: Hands,
  ) {
    this.recall();
    this.stops = [
      listen((message) => message.what === 'match' && this.hearTab(message.did, message.room)),
      effect(() => {
        const frames = news.value;
        untracked(() => this.hearNews(frames));
      }),
      effect(() => {
        const line = lineState.value;
        untracked(() => this.watchLine(line));
      }),
    ];
    // A reload while somebody was found: on to the room.
    void this.meet();
    this.look();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    clearTimeout(this.dueTimer);
    clearTimeout(this.awayTimer);
  }

  // The server's clock, in milliseconds since 1970.
  readonly now = (): number => Date.now() + this.now_.peek().clockOffMs;

  // Asks the server how things stand.
  look(): void {
    this.lookedAt = Date.now();
    for (const kind of ['number', 'heart'] as const) void this.ask(kind);
  }

  dispatch(event: MatchEvent): void {
    const before = this.now_.peek();
    const { state, effects } = step(before, event, this.now());
    this.now_.value = state;
    this.keep(before);
    this.arm();
    for (const one of effects) this.carryOut(one);
  }

  // What a reload, or another tab, left. News from before it are old.
  private recall(): void {
    const mark = readMark();
    const useqs = news.peek().map((frame) => (typeof frame.useq === 'number' ? frame.useq : 0));
    if (mark?.person !== this.person) {
      if (mark !== null) writeMark(null);
      this.now_.value = { ...START, useq: Math.max(0, ...useqs) };
      return;
    }
    const { phase, useq, clockOffMs } = mark;
    // Whoever reloads is the one to go back to the room.
    const started = phase.at === 'entered' ? { ...phase, here: true } : phase;
    this.now_.value = { ...START, phase: started, useq: Math.max(0, useq), clockOffMs };
    this.arm();
  }

  // A tab that knew of no wait does not take another one's mark.
  private keep(before: MatchState): void {
    const state = this.now_.peek();
    if (state.phase === before.phase && state.useq === before.useq) return;
    // Up to where the line was told when it came up; -1: it has not come up yet.
    const useq = Math.max(state.useq, lineState.peek().lastId ?? -1);
    const mark = markOf(this.person, { ...state, useq });
    if (mark !== null || liveWait(before.phase) !== null) writeMark(mark);
  }

  private arm(): void {
    clearTimeout(this.dueTimer);
    const at = dueAt(this.now_.peek().phase);
    if (at === 0) return;
    const ms = Math.max(at - this.now(), this.lookedAt + LOOK_AGAIN_MS - Date.now(), 0);
    // A timer that runs for longer than this fires at once.
    this.dueTimer = setTimeout(() => this.dispatch({ on: 'due' }), Math.min(ms, 2 ** 31 - 1));
  }

  private carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'create':
        void this.create(effect);
        return;
      case 'cancel':
        void this.cancel(effect.kind);
        return;
      case 'end':
        void this.end(effect);
        return;
      case 'look':
        this.look();
        return;
      case 'meet':
        void this.meet();
        return;
      case 'enter':
        this.hands.enter(effect.room);
        return;
      case 'return':
        this.hands.goBack(effect.kind, effect.room);
        return;
      case 'tell':
        tell({ what: 'match', did: effect.did, room: effect.room });
        return;
      case 'say':
        if (effect.what === 'cancelled') this.hands.sayCancelled();
        else this.hands.sayRefused(effect.code);
        return;
    }
  }

  // --- the server ---

  private async ask(kind: Kind): Promise<void> {
    const { turn } = this.now_.peek();
    const asked = Date.now();
    const answer = await matchStatus(kind);
    if (!answer.ok) this.watchSession(answer);
    else this.setClock(answer.serverTime, asked);
    this.dispatch({ on: 'status', kind, turn, answer });
  }

  private async create({ wish, instead }: Extract<Effect, { do: 'create' }>): Promise<void> {
    if (instead !== null) {
      const gone = await cancelMatch(instead);
      if (!gone.ok && gone.code !== 'ticket_not_found') {
        this.dispatch({ on: 'cancelled', kind: instead, answer: gone });
        return;
      }
    }
    const asked = Date.now();
    const answer = await createMatch(wish.kind, wish.number, wish.kind === 'heart' ? wishes.peek() : null);
    if (!answer.ok) this.watchSession(answer);
    else this.setClock(answer.serverTime, asked);
    this.dispatch({ on: 'created', wish, answer, replaced: instead !== null });
  }

  private async cancel(kind: Kind): Promise<void> {
    const answer = await cancelMatch(kind);
    if (!answer.ok) this.watchSession(answer);
    this.dispatch({ on: 'cancelled', kind, answer });
  }

  private async end({ kind, room, next }: Extract<Effect, { do: 'end' }>): Promise<void> {
    const answer = await endRoom(room);
    if (!answer.ok) this.watchSession(answer);
    this.dispatch({ on: 'ended_room', kind, ok: answer.ok, code: answer.ok ? '' : answer.code, next });
  }

  // The answer was on its way for half of the time at most.
  private setClock(serverTime: number | null, asked: number): void {
    if (serverTime === null) return;
    const halfWay = (Date.now() - asked) / 2;
    this.dispatch({ on: 'clock', offMs: Math.round(serverTime + halfWay - Date.now()) });
  }

  private watchSession(refusal: Refusal): void {
    if (refusal.status === 401) this.hands.signedOut();
  }

  // --- the line ---

  private hearNews(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (this.seen.has(frame)) continue;
      this.seen.add(frame);
      this.dispatch({ on: 'news', frame });
    }
  }

  private watchLine({ phase, clockOffMs }: SocketState): void {
    clearTimeout(this.awayTimer);
    if (phase !== 'open') {
      this.awayTimer = setTimeout(() => this.dispatch({ on: 'line', live: false }), AWAY_MS);
      return;
    }
    // The line is told the time every half minute, and at once when the device wakes up.
    if (clockOffMs !== 0) this.dispatch({ on: 'clock', offMs: clockOffMs });
    this.dispatch({ on: 'line', live: true });
  }

  // --- the other tabs ---

  private hearTab(did: 'changed' | 'claimed' | 'entered', room: string): void {
    if (did === 'changed') this.dispatch({ on: 'tab_changed' });
    if (did === 'claimed') this.claimed.add(room);
    if (did === 'entered') this.dispatch({ on: 'tab_entered', room });
  }

  private async meet(): Promise<void> {
    const found = this.foundNow();
    if (found === null || found.asks || found.confirmBy <= this.now()) return;
    await sleep(this.turnMs());
    if (this.claimed.has(found.room) || this.foundNow()?.room !== found.room) return;
    tell({ what: 'match', did: 'claimed', room: found.room });
    this.hands.call(found);
    if (!this.hands.onPage()) return;
    await sleep(SHOWN_MS[found.kind]);
    const still = this.foundNow();
    if (still?.room === found.room && !still.asks) this.dispatch({ on: 'enter' });
  }

  private turnMs(): number {
    if (this.hands.focused()) return TURN_MS.focused;
    if (this.hands.onPage()) return isNotifier.peek() ? TURN_MS.pageNotifier : TURN_MS.page;
    return isNotifier.peek() ? TURN_MS.notifier : TURN_MS.other;
  }

  private foundNow(): Found | null {
    const { phase } = this.now_.peek();
    return phase.at === 'found' ? phase : null;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
