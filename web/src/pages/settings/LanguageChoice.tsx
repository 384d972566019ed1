// SPDX-License-Identifier: Apache-2.0
// The language of this browser, chosen at once. The strip on top offers the same; people also look for it here.
import { chooseLanguage, languages } from '../../i18n/choice.ts';
import { language, t } from '../../i18n/i18n.ts';
import styles from '../Settings.module.css';

export function LanguageChoice() {
  return (
    <section class="card">
      <h2 id="language-title">{t('language.switch')}</h2>
      <fieldset class={styles.choices} aria-labelledby="language-title">
        {languages().map(({ id, tag, name }) => (
          <label key={id} class={styles.choice} lang={tag}>
            <input
              type="radio"
              name="language"
              value={id}
              checked={id === language()}
              onChange={() => void chooseLanguage(id)}
            />
            {name}
          </label>
        ))}
      </fieldset>
    </section>
  );
}
