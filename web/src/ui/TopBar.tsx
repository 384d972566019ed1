// SPDX-License-Identifier: Apache-2.0
// The strip on top of every page: whose site this is, and the language.
import type { ComponentChildren } from 'preact';
import { chooseLanguage, languages } from '../i18n/choice.ts';
import { language, t } from '../i18n/i18n.ts';
import styles from './TopBar.module.css';

export function TopBar(props: { home?: string; children?: ComponentChildren }) {
  const brand = (
    <>
      <img src="/favicon.svg" width={28} height={28} alt="" />
      {t('app.name')}
    </>
  );
  return (
    <header class={styles.bar}>
      {props.home === undefined ? (
        <span class={styles.brand}>{brand}</span>
      ) : (
        <a class={styles.brand} href={props.home}>
          {brand}
        </a>
      )}
      <div class={styles.end}>
        {props.children}
        <LanguageSwitch />
      </div>
    </header>
  );
}

function LanguageSwitch() {
  return (
    <fieldset class={styles.languages}>
      <legend class="hidden-text">{t('language.switch')}</legend>
      {languages().map(({ id, tag, name }) => (
        <button
          key={id}
          type="button"
          lang={tag}
          aria-pressed={id === language()}
          onClick={() => void chooseLanguage(id)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
