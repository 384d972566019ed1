// SPDX-License-Identifier: Apache-2.0
// /tools/number-match/: four digits, and whoever types the same four meets here.
import { useLayoutEffect, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { DIGITS, randomDigits, timeLeft } from '../store/match/digits.ts';
import type { Matching } from '../store/match/match.ts';
import { site } from '../store/match/rules.ts';
import type { Phase } from '../store/match/state.ts';
import { HOME_PATH } from '../store/session.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { startTheme } from '../ui/theme.ts';
import { usePage } from '../ui/use_page.ts';
import { SayLeft } from './match/Countdown.tsx';
import styles from './match/match.module.css';
import { Plates } from './match/Plates.tsx';
import { Elsewhere, Failure, LateSheet, OfflineBanner, Outcome, RefusedNote, Said } from './match/parts.tsx';
import { useLeft } from './match/use_left.ts';
import { useMatching } from './match/use_match.ts';
import { overText } from './match/words.ts';

startTheme();

export default function NumberMatch() {
  const heading = usePage('number.title');
  const { matching, failure } = useMatching();
  return (
    <>
      <TopBar home={HOME_PATH} />
      {matching !== null && <OfflineBanner state={matching.state.value} />}
      <main class={styles.page}>
        <h1 ref={heading} tabIndex={-1}>
          {t('number.title')}
        </h1>
        {failure !== null && <Failure failure={failure} />}
        {matching !== null && <Body matching={matching} />}
        <p class={styles.foot}>{t('number.foot')}</p>
      </main>
    </>
  );
}

function Body({ matching }: { matching: Matching }) {
  const { phase, open } = matching.state.value;
  const [digits, setDigits] = useState('kind' in phase ? phase.number : '');
  const mine = 'kind' in phase && phase.kind === 'number' ? phase : null;
  const begin = (number: string) => matching.dispatch({ on: 'wish', wish: { kind: 'number', number } });
  // A number that is known from elsewhere is the one to go on with.
  useLayoutEffect(() => {
    if (mine !== null && mine.number !== '') setDigits(mine.number);
  }, [mine?.number]);

  return (
    <>
      <LateSheet matching={matching} />
      <Question matching={matching} />
      {mine?.at === 'waiting' && <Waiting matching={matching} wait={mine} />}
      {mine?.at === 'found' && <FoundOne number={mine.number} />}
      {mine?.at === 'entered' && !mine.here && <Elsewhere matching={matching} />}
      {mine?.at === 'over' && (
        <Over
          over={mine}
          onAgain={() => (mine.number === '' ? matching.dispatch({ on: 'dismiss' }) : begin(mine.number))}
          onOther={() => {
            setDigits('');
            matching.dispatch({ on: 'dismiss' });
          }}
        />
      )}
      {(mine === null || mine.at === 'refused' || (mine.at === 'entered' && mine.here)) &&
        (open.number !== '' || mine?.at === 'entered' ? (
          <OpenRoom matching={matching} />
        ) : (
          <Choose matching={matching} digits={digits} onDigits={setDigits} onBegin={begin} />
        ))}
    </>
  );
}

function Choose(props: {
  matching: Matching;
  digits: string;
  onDigits: (digits: string) => void;
  onBegin: (digits: string) => void;
}) {
  const { matching, digits, onDigits } = props;
  const { phase, busy } = matching.state.value;
  const refused = phase.at === 'refused' && phase.kind === 'number' ? phase : null;
  const missing = DIGITS - digits.length;
  const paused = refused !== null && refused.until > 0;
  return (
    <form
      class={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === 0 && !paused) props.onBegin(digits);
      }}
    >
      <p class={styles.lead}>{t('number.lead')}</p>
      <Plates
        digits={digits}
        describedBy="number-hint"
        onDigits={(next) => {
          onDigits(next);
          // Another number is another try.
          if (refused !== null && refused.until === 0) matching.dispatch({ on: 'dismiss' });
        }}
      />
      <p class={styles.hint} id="number-hint">
        {t('number.hint')}
      </p>
      <RefusedNote matching={matching} kind="number" />
      <Button kind="primary" type="submit" wide busy={busy === 'joining'} disabled={missing > 0 || paused}>
        {busy === 'joining'
          ? t('match.joining')
          : missing > 0
            ? t('number.missing', { n: missing })
            : t('number.start')}
      </Button>
      <Button wide onClick={() => onDigits(randomDigits())}>
        {t('number.random')}
      </Button>
    </form>
  );
}

function Waiting({ matching, wait }: { matching: Matching; wait: Extract<Phase, { at: 'waiting' }> }) {
  const { busy } = matching.state.value;
  const left = useLeft(wait.expiresAt, matching.now);
  const params = { n: wait.number, time: timeLeft(left) };
  return (
    <div class={styles.form}>
      <p class={styles.lead} role="timer" aria-live="off">
        {t(wait.again ? 'number.again' : 'number.waiting', params)}
      </p>
      {wait.again && <Said text={t('number.again', params)} />}
      <SayLeft left={left} />
      <Plates digits={wait.number} onDigits={null} />
      <Button wide busy={busy !== ''} onClick={() => matching.dispatch({ on: 'cancel' })}>
        {t('match.cancel')}
      </Button>
    </div>
  );
}

function FoundOne({ number }: { number: string }) {
  return (
    <div class={styles.form}>
      <p class={styles.lead} role="status">
        {t('number.found')}
      </p>
      <Plates digits={number} onDigits={null} matched />
    </div>
  );
}

function Over(props: { over: Extract<Phase, { at: 'over' }>; onAgain: () => void; onOther: () => void }) {
  const { over } = props;
  const expired = over.why === 'expired';
  return (
    <div class={styles.form}>
      <Plates digits={over.number} onDigits={null} />
      <Outcome text={overText(over, site.value.waitMs)}>
        <Button kind="primary" wide onClick={props.onAgain}>
          {t(expired ? 'number.once_more' : 'match.restart')}
        </Button>
        <Button wide onClick={props.onOther}>
          {t('number.other')}
        </Button>
      </Outcome>
    </div>
  );
}

function OpenRoom({ matching }: { matching: Matching }) {
  const { phase, open, busy } = matching.state.value;
  const room = phase.at === 'entered' ? phase.room : open.number;
  return (
    <Outcome text={t('number.active')}>
      <Button kind="primary" wide onClick={() => matching.dispatch({ on: 'visit', room })}>
        {t('match.back_to_room')}
      </Button>
      <Button
        wide
        busy={busy !== ''}
        onClick={() => matching.dispatch({ on: 'end', kind: 'number', room, next: null })}
      >
        {t('number.end')}
      </Button>
    </Outcome>
  );
}

// Somebody waits already, with another number or in heart link.
function Question({ matching }: { matching: Matching }) {
  const { question, wish, phase } = matching.state.value;
  if (!question || wish?.kind !== 'number' || phase.at !== 'waiting') return null;
  const stay = () => matching.dispatch({ on: 'stay' });
  const change = () => matching.dispatch({ on: 'switch' });
  const old = phase.number;
  const fromHeart = phase.kind === 'heart';
  // With which number, comes a moment later.
  if (!fromHeart && old === '') return null;
  return (
    <Sheet
      title={fromHeart ? t('number.from_heart') : t('number.switch', { old, new: wish.number })}
      onClose={stay}
      actions={
        <>
          <Button kind="primary" onClick={change}>
            {fromHeart ? t('match.begin') : t('number.switch_do', { new: wish.number })}
          </Button>
          <Button onClick={stay}>{fromHeart ? t('match.back') : t('number.switch_stay', { old })}</Button>
        </>
      }
    />
  );
}
