import { formatDecimal } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';

/** The size of a file as people say it: "12 kB", "1.8 MB". */
export function fileSize(texts: Texts, language: Language, bytes: number): string {
  const words = texts.imports.screen;
  if (bytes < 1_000_000) return words.size(formatDecimal(language, String(Math.max(1, Math.round(bytes / 1000)))));
  return words.sizeMega(formatDecimal(language, (bytes / 1_000_000).toFixed(1)));
}
