// SPDX-License-Identifier: Apache-2.0
// The last check: one real message that must come back twice, as a receipt and as the broadcast. It watches
// the frames for it and says what it found; sending is room_debug.ts's business.
import { errorNote } from '../i18n/i18n.ts';
import { entryId, type Frame, isRecord, text, whole } from '../net/frames.ts';
import { type Check, running, waiting } from './checks.ts';

// A receipt or an echo that takes longer counts as missing.
export const RECEIPT_MS = 5_000;

interface Probe {
  readonly clientId: string;
  readonly sentAt: number;
  readonly timer: ReturnType<typeof setTimeout>;
  ackedId: number | null;
}

export class RoundTrip {
  private probe: Probe | null = null;

  constructor(private readonly show: (check: Check) => void) {}

  start(clientId: string): void {
    this.end();
    const timer = setTimeout(() => this.late(), RECEIPT_MS);
    this.probe = { clientId, sentAt: performance.now(), timer, ackedId: null };
    this.show(running('round_trip'));
  }

  // In rooms where people talk a person must agree first.
  ask(): void {
    this.show({ id: 'round_trip', state: 'wait', note: { key: 'check.round_trip_ask' }, action: 'probe' });
  }

  // The line is gone; the check waits for the next one.
  cancel(): void {
    this.end();
    this.show(waiting('round_trip'));
  }

  take(frame: Frame): void {
    if (this.probe === null) return;
    const mine = text(frame.client_id) === this.probe.clientId;
    if (frame.type === 'ack' && mine) this.probe.ackedId = whole(frame.id);
    if (frame.type === 'error' && mine) this.fail(errorNote(text(frame.code)));
    if (frame.type === 'chat_message') this.takeEcho(this.probe, frame);
  }

  // Our own sockets get the client_id in the echo; the receipt's id tells as well.
  private takeEcho(probe: Probe, frame: Frame): void {
    const named = isRecord(frame.message) && text(frame.message.client_id) === probe.clientId;
    const numbered = probe.ackedId !== null && probe.ackedId === entryId(frame);
    if (!named && !numbered) return;
    const params = { ms: Math.round(performance.now() - probe.sentAt) };
    this.end();
    this.show({ id: 'round_trip', state: 'pass', note: { key: 'check.round_trip_ok', params } });
  }

  private late(): void {
    const acked = this.probe !== null && this.probe.ackedId !== null;
    this.fail({ key: acked ? 'check.round_trip_no_echo' : 'check.round_trip_no_ack' });
  }

  private fail(note: Check['note']): void {
    this.end();
    this.show({ id: 'round_trip', state: 'fail', note, action: 'probe' });
  }

  private end(): void {
    if (this.probe !== null) clearTimeout(this.probe.timer);
    this.probe = null;
  }
}
