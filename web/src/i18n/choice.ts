// SPDX-License-Identifier: Apache-2.0
// The choice of a language, for the pages that offer it.
import { LANGUAGES, type Language, STORED_AS, showLanguage, TAGS } from './i18n.ts';

// Each with its own name, spelled by the browser, so that no other file needs Chinese letters.
export function languages(): { id: Language; tag: string; name: string }[] {
  return LANGUAGES.map((id) => {
    const name = new Intl.DisplayNames([id], { type: 'language' }).of(id);
    return { id, tag: TAGS[id], name: name ?? id };
  });
}

export async function chooseLanguage(id: Language): Promise<void> {
  try {
    localStorage.setItem(STORED_AS, id);
  } catch {
    // Storage may be blocked; the choice then lasts as long as the page.
  }
  await showLanguage(id);
}
