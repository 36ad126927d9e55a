import { chooseLanguage, loadTexts, textsIn } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

interface LanguageChoice {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const remembered = 'quitus.language';
const LanguageContext = createContext<LanguageChoice>({ language: 'fr', setLanguage: () => undefined });

/** The language chosen on this browser, else the first of the browser's that we speak. Await `loadTexts` of it before drawing. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(remembered);
  return chosen === 'fr' || chosen === 'en' ? chosen : chooseLanguage(navigator.languages.join(','));
}

/** Gives the screens their language: the one chosen on this browser, else the first of the browser's that we speak. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setState] = useState(firstLanguage);
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(remembered, next);
    // If its sentences cannot be fetched the screen stays readable as it is; the choice holds for the next visit.
    loadTexts(next).then(
      () => setState(next),
      () => undefined,
    );
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

/** The reader's language. */
export function useLanguage(): Language {
  return use(LanguageContext).language;
}

/** Changes the reader's language, here and on the next visit of this browser. */
export function useSetLanguage(): (language: Language) => void {
  return use(LanguageContext).setLanguage;
}

/** Every sentence of the product in the reader's language: `useTexts().agenda.title`. */
export function useTexts(): Texts {
  return textsIn(use(LanguageContext).language);
}
