// SPDX-License-Identifier: Apache-2.0
// Of myself and of whom I want to meet: language, interests, age. All of it is optional.
import { useState } from 'preact/hooks';
import { languages } from '../../i18n/choice.ts';
import { type Key, t } from '../../i18n/i18n.ts';
import { AGE_BANDS, isNothing, NO_WISHES, setWishes, tagsIn, wishes } from '../../store/match/wishes.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from './match.module.css';

export function WishesButton() {
  const [open, setOpen] = useState(false);
  const now = wishes.value;
  const state: Key = isNothing(now) ? 'wishes.none' : now.wanted.hard ? 'wishes.some_hard' : 'wishes.some';
  return (
    <>
      <button type="button" class={styles.wishes} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span>{t('wishes.open')}</span>
        <small>{t(state)}</small>
      </button>
      {open && <WishesSheet onClose={() => setOpen(false)} />}
    </>
  );
}

function WishesSheet({ onClose }: { onClose: () => void }) {
  const before = wishes.peek();
  const [wrong, setWrong] = useState('');

  function save(event: SubmitEvent) {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement);
    const of = (name: string) => String(said.get(name) ?? '');
    const mine = tagsIn(of('tags'));
    const theirs = tagsIn(of('wanted_tags'));
    if (mine === null || theirs === null) return setWrong(mine === null ? 'tags' : 'wanted_tags');
    setWishes({
      language: of('language'),
      tags: mine,
      ageBand: Number(of('age')),
      wanted: {
        language: of('wanted_language'),
        tags: theirs,
        ageBands: said.getAll('wanted_age').map(Number),
        hard: said.has('hard'),
      },
    });
    onClose();
  }

  return (
    <Sheet title={t('wishes.title')} onClose={onClose}>
      <form class={styles.wishesForm} noValidate onSubmit={save}>
        <p class={styles.hint}>{t('wishes.about')}</p>
        <fieldset>
          <legend>{t('wishes.me')}</legend>
          <LanguageSelect name="language" value={before.language} none="wishes.unsaid" />
          <TagsInput name="tags" value={before.tags} hint="wishes.tags_hint" wrong={wrong === 'tags'} />
          <AgeSelect value={before.ageBand} />
        </fieldset>
        <fieldset>
          <legend>{t('wishes.other')}</legend>
          <LanguageSelect name="wanted_language" value={before.wanted.language} none="wishes.any" />
          <TagsInput
            name="wanted_tags"
            value={before.wanted.tags}
            hint="wishes.tags_other"
            wrong={wrong === 'wanted_tags'}
          />
          <AgeBoxes chosen={before.wanted.ageBands} />
          <label class={styles.check}>
            <input type="checkbox" name="hard" defaultChecked={before.wanted.hard} />
            {t('wishes.hard')}
          </label>
          <p class={styles.hint}>{t('wishes.hard_about')}</p>
        </fieldset>
        <Button kind="primary" type="submit" wide>
          {t('wishes.save')}
        </Button>
        <Button
          wide
          onClick={() => {
            setWishes(NO_WISHES);
            onClose();
          }}
        >
          {t('wishes.clear')}
        </Button>
      </form>
    </Sheet>
  );
}

function LanguageSelect(props: { name: string; value: string; none: Key }) {
  return (
    <label class={styles.line}>
      <span>{t('wishes.language')}</span>
      <select name={props.name} defaultValue={props.value}>
        <option value="">{t(props.none)}</option>
        {languages().map(({ id, tag, name }) => (
          <option key={id} value={id} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function TagsInput(props: { name: string; value: readonly string[]; hint: Key; wrong: boolean }) {
  const about = `${props.name}-about`;
  return (
    <div>
      <label class={styles.line}>
        <span>{t('wishes.tags')}</span>
        <input
          name={props.name}
          defaultValue={props.value.join(', ')}
          autocomplete="off"
          dir="auto"
          aria-describedby={about}
          aria-invalid={props.wrong || undefined}
        />
      </label>
      <p
        id={about}
        class={styles.hint}
        role={props.wrong ? 'alert' : undefined}
        data-wrong={props.wrong || undefined}
      >
        {t(props.wrong ? 'wishes.tags_wrong' : props.hint)}
      </p>
    </div>
  );
}

function AgeSelect({ value }: { value: number }) {
  return (
    <label class={styles.line}>
      <span>{t('wishes.age')}</span>
      <select name="age" defaultValue={String(value)}>
        <option value="0">{t('wishes.unsaid')}</option>
        {AGE_BANDS.map((band, i) => (
          <option key={band} value={i + 1}>
            {band}
          </option>
        ))}
      </select>
    </label>
  );
}

function AgeBoxes({ chosen }: { chosen: readonly number[] }) {
  return (
    <fieldset class={styles.bands}>
      <legend>{t('wishes.age')}</legend>
      {AGE_BANDS.map((band, i) => (
        <label key={band} class={styles.check}>
          <input type="checkbox" name="wanted_age" value={i + 1} defaultChecked={chosen.includes(i + 1)} />
          {band}
        </label>
      ))}
    </fieldset>
  );
}
