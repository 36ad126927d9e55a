import type { Language } from './area.ts';

/** The first language of an Accept-Language header that we speak, else French. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  for (const wish of (acceptLanguage ?? '').split(',')) {
    const code = wish.trim().slice(0, 2).toLowerCase();
    if (code === 'fr' || code === 'en') return code;
  }
  return 'fr';
}
