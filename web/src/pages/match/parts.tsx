// SPDX-License-Identifier: Apache-2.0
// What both match pages show alike: a question over the page, what became of a wait, and the state of the line.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import type { Refusal } from '../../net/api.ts';
import type { Kind } from '../../net/match_api.ts';
import { secondsLeft } from '../../store/match/digits.ts';
import type { Matching } from '../../store/match/match.ts';
import { site } from '../../store/match/rules.ts';
import type { MatchState } from '../../store/match/state.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Broken } from '../../ui/Broken.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from './match.module.css';
import { useLeft } from './use_left.ts';
import { refusedText } from './words.ts';

// A sentence and what can be done about it, in the place of what was there before. It is announced.
export function Outcome(props: { text: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  // What had the focus is gone with the state before.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  }, []);
  return (
    <div class={`card ${styles.outcome}`} ref={box} tabIndex={-1}>
      <p role="status">{props.text}</p>
      {props.children}
    </div>
  );
}

// Cancelling came too late: whether to go in is one's own choice.
export function LateSheet({ matching }: { matching: Matching }) {
  const { phase } = matching.state.value;
  if (phase.at !== 'found' || !phase.asks) return null;
  const decline = () => matching.dispatch({ on: 'cancel' });
  return (
    <Sheet
      title={t('match.late')}
      onClose={decline}
      actions={
        <>
          <Button kind="primary" onClick={() => matching.dispatch({ on: 'enter' })}>
            {t('match.enter')}
          </Button>
          <Button onClick={decline}>{t('match.decline')}</Button>
        </>
      }
    />
  );
}

// Why it was refused. What counts down is spoken once, and not again with every second.
export function RefusedNote({ matching, kind }: { matching: Matching; kind: Kind }) {
  const { phase } = matching.state.value;
  const refused = phase.at === 'refused' && phase.kind === kind ? phase : null;
  const counts = refused !== null && refused.until > 0;
  useLeft(counts ? refused.until : 0, matching.now);
  const text = refused === null ? '' : refusedText(refused, matching.now());
  return (
    <>
      {counts && <Said text={text} />}
      <div aria-hidden={counts || undefined}>
        <FormError text={text} />
      </div>
    </>
  );
}

// A live region is heard when words come into it.
export function Said({ text }: { text: string }) {
  const [said, say] = useState('');
  useEffect(() => say(text), []);
  return (
    <p class="hidden-text" role="alert">
      {said}
    </p>
  );
}

// Another tab is in the room.
export function Elsewhere({ matching }: { matching: Matching }) {
  return (
    <Outcome text={t('match.elsewhere')}>
      <Button kind="primary" onClick={() => matching.dispatch({ on: 'enter' })}>
        {t('match.open_here')}
      </Button>
    </Outcome>
  );
}

export function OfflineBanner({ state }: { state: MatchState }) {
  const lost = !state.live && state.phase.at === 'waiting';
  return <Banner>{lost ? t('match.offline', { n: secondsLeft(site.value.absenceMs) }) : null}</Banner>;
}

// Who is here is not known, and why.
export function Failure({ failure }: { failure: Refusal }) {
  return (
    <div class={styles.outcome}>
      <Broken why={failure.code} />
    </div>
  );
}
