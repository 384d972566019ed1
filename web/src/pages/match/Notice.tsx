// SPDX-License-Identifier: Apache-2.0
// What a wait has to say on pages that are about something else: somebody was found, or the wait is over. It lies
// over the page, takes no focus from whoever is writing, and goes with its reason. In the title of the tab it
// stands as well.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { secondsLeft } from '../../store/match/digits.ts';
import type { Found, Matching } from '../../store/match/match.ts';
import { site } from '../../store/match/rules.ts';
import type { Phase } from '../../store/match/state.ts';
import { Button } from '../../ui/Button.tsx';
import { place, route } from '../../ui/router.tsx';
import { titleMark } from '../../ui/use_page.ts';
import styles from './Notice.module.css';
import { Said } from './parts.tsx';
import { useLeft } from './use_left.ts';
import { isOnPage, PATHS } from './watch.tsx';
import { overText } from './words.ts';

let host: HTMLElement | null = null;

export function showNotice(matching: Matching): void {
  host ??= document.createElement('div');
  document.body.append(host);
  render(<Notice matching={matching} />, host);
  effect(() => markTitle(matching.state.value.phase.at === 'found'));
}

// Whatever else marks the title does so when it changes, and is not overwritten.
let marked = false;

function markTitle(isFound: boolean): void {
  const mark = t('match.title_mark');
  if (isFound && !marked) titleMark.value = mark + titleMark.peek();
  if (!isFound && marked && titleMark.peek().startsWith(mark)) {
    titleMark.value = titleMark.peek().slice(mark.length);
  }
  marked = isFound;
}

function Notice({ matching }: { matching: Matching }) {
  const { phase } = matching.state.value;
  // Drawn anew with every page.
  const shown = place.value !== null && !isOnPage();
  useTopmost(shown && phase.at === 'found');
  if (!shown) return null;
  if (phase.at === 'found') return <FoundNotice matching={matching} found={phase} />;
  return phase.at === 'over' ? <OverNotice matching={matching} over={phase} /> : null;
}

// Over whatever dialog is open, where it can be pressed.
function useTopmost(on: boolean): void {
  useEffect(() => {
    const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    if (host !== null && host.parentNode !== top) top.append(host);
    return () => {
      if (host !== null && host.parentNode !== document.body) document.body.append(host);
    };
  }, [on]);
}

function FoundNotice({ matching, found }: { matching: Matching; found: Found }) {
  const left = useLeft(found.confirmBy, matching.now);
  const text = found.asks ? t('match.late') : t('match.notice', { n: secondsLeft(left) });
  return (
    <section class={styles.notice} data-kind={found.kind} aria-label={t('match.news')}>
      <p aria-hidden="true">{text}</p>
      {/* Once, and not again with every second. */}
      <Said text={text} />
      <Button kind="primary" onClick={() => matching.dispatch({ on: 'enter' })}>
        {t('match.enter')}
      </Button>
      <Button kind="quiet" onClick={() => matching.dispatch({ on: 'cancel' })}>
        {t('match.decline')}
      </Button>
    </section>
  );
}

function OverNotice({ matching, over }: { matching: Matching; over: Extract<Phase, { at: 'over' }> }) {
  const text = overText(over, site.value.waitMs);
  return (
    <section class={styles.notice} data-kind={over.kind} aria-label={t('match.news')}>
      <p role="alert">{text}</p>
      <Button onClick={() => route(PATHS[over.kind])}>{t('match.restart')}</Button>
      <Button kind="quiet" onClick={() => matching.dispatch({ on: 'dismiss' })}>
        {t('match.close')}
      </Button>
    </section>
  );
}
