// SPDX-License-Identifier: Apache-2.0
// /tools/heart_link/: somebody, at random. The wait is a red thread, as long as the time that is left.
import { useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import type { Matching } from '../store/match/match.ts';
import { accept, hasAccepted, site } from '../store/match/rules.ts';
import type { Phase } from '../store/match/state.ts';
import { HOME_PATH } from '../store/session.ts';
import { Button } from '../ui/Button.tsx';
import { route } from '../ui/router.tsx';
import { TopBar } from '../ui/TopBar.tsx';
import { startTheme } from '../ui/theme.ts';
import { usePage } from '../ui/use_page.ts';
import { HeartQuestion } from './match/HeartQuestion.tsx';
import { HeartWait } from './match/HeartWait.tsx';
import styles from './match/match.module.css';
import { Elsewhere, Failure, LateSheet, OfflineBanner, Outcome, RefusedNote } from './match/parts.tsx';
import { RulesSheet } from './match/RulesSheet.tsx';
import { useMatching } from './match/use_match.ts';
import { WishesButton } from './match/WishesSheet.tsx';
import { PATHS } from './match/watch.tsx';
import { overText } from './match/words.ts';

startTheme();

const WISH = { kind: 'heart', number: '' } as const;

export default function HeartLink() {
  const { matching, person, failure } = useMatching();
  const phase = matching?.state.value.phase;
  const waits = phase?.at === 'waiting' && phase.kind === 'heart';
  const heading = usePage('heart.title');
  const aliases = site.value.aliases;
  return (
    <>
      <TopBar home={HOME_PATH} />
      {matching !== null && <OfflineBanner state={matching.state.value} />}
      <main class={styles.page}>
        <h1 ref={heading} tabIndex={-1}>
          {t(waits ? 'heart.waiting' : 'heart.title')}
        </h1>
        {failure !== null && <Failure failure={failure} />}
        {matching !== null && <Body matching={matching} person={person} />}
        <p class={styles.foot}>{t(aliases ? 'heart.foot' : 'heart.foot_plain')}</p>
        {waits && matching !== null && <Cancel matching={matching} />}
      </main>
    </>
  );
}

function Cancel({ matching }: { matching: Matching }) {
  const { busy } = matching.state.value;
  return (
    <Button wide busy={busy !== ''} onClick={() => matching.dispatch({ on: 'cancel' })}>
      {t('match.cancel')}
    </Button>
  );
}

function Body({ matching, person }: { matching: Matching; person: string }) {
  const { phase, open } = matching.state.value;
  const mine = 'kind' in phase && phase.kind === 'heart' ? phase : null;
  const [rules, setRules] = useState(false);
  const [asking, setAsking] = useState(false);

  async function start() {
    if (asking) return;
    setAsking(true);
    const accepted = await hasAccepted(person);
    setAsking(false);
    if (accepted) begin();
    else setRules(true);
  }

  function begin() {
    matching.dispatch({ on: 'wish', wish: WISH });
  }

  const inRoom = open.heart !== '' || (mine?.at === 'entered' && mine.here);
  const free = mine === null || mine.at === 'refused' || mine.at === 'entered';
  return (
    <>
      <LateSheet matching={matching} />
      <HeartQuestion matching={matching} />
      {rules && (
        <RulesSheet
          onAccept={() => {
            setRules(false);
            void accept(person);
            begin();
          }}
          onClose={() => setRules(false)}
        />
      )}
      {(mine?.at === 'waiting' || mine?.at === 'found') && <HeartWait matching={matching} wait={mine} />}
      {mine?.at === 'entered' && !mine.here && <Elsewhere matching={matching} />}
      {mine?.at === 'over' && <Over over={mine} onAgain={() => void start()} />}
      {free && inRoom && <OpenRoom matching={matching} />}
      {free && !inRoom && mine?.at !== 'entered' && (
        <Idle matching={matching} asking={asking} onStart={() => void start()} />
      )}
    </>
  );
}

function Idle(props: { matching: Matching; asking: boolean; onStart: () => void }) {
  const { matching } = props;
  const { phase, busy, crowd } = matching.state.value;
  const refused = phase.at === 'refused' && phase.kind === 'heart' ? phase : null;
  return (
    <div class={styles.form}>
      <p class={styles.lead}>{t('heart.lead')}</p>
      <p class={styles.crowd}>
        {crowd === null ? '\u00a0' : crowd > 0 ? t('heart.crowd', { n: crowd }) : t('heart.nobody')}
      </p>
      <RefusedNote matching={matching} kind="heart" />
      <div class={styles.heart}>
        <Button
          kind="primary"
          wide
          busy={busy === 'joining' || props.asking}
          disabled={refused !== null && refused.until > 0}
          onClick={props.onStart}
        >
          {t(busy === 'joining' ? 'match.joining' : 'heart.start')}
        </Button>
      </div>
      <WishesButton />
    </div>
  );
}

function Over({ over, onAgain }: { over: Extract<Phase, { at: 'over' }>; onAgain: () => void }) {
  const expired = over.why === 'expired';
  return (
    <Outcome text={overText(over, site.value.waitMs)}>
      <div class={styles.heart}>
        <Button kind="primary" wide onClick={onAgain}>
          {t(expired ? 'heart.once_more' : 'match.restart')}
        </Button>
      </div>
      {expired && (
        <Button wide onClick={() => route(PATHS.number)}>
          {t('heart.try_number')}
        </Button>
      )}
    </Outcome>
  );
}

function OpenRoom({ matching }: { matching: Matching }) {
  const { phase, open, busy } = matching.state.value;
  const room = phase.at === 'entered' ? phase.room : open.heart;
  return (
    <Outcome text={t('heart.active')}>
      <div class={styles.heart}>
        <Button kind="primary" wide onClick={() => matching.dispatch({ on: 'visit', room })}>
          {t('match.back_to_room')}
        </Button>
      </div>
      <Button
        wide
        busy={busy !== ''}
        onClick={() => matching.dispatch({ on: 'end', kind: 'heart', room, next: WISH })}
      >
        {t('heart.end')}
      </Button>
    </Outcome>
  );
}
