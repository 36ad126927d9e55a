import { sirenInThrees } from '../../identity/index.ts';
import { mailWords, type MessageFormat } from './message-format.ts';
import { clean } from './template.ts';

/** A legal id with its name, as letters print it: "SIREN 732 829 320", "SIRET 732 829 320 00074", "n° HRB 12345"; empty without one. */
export function registration(legalId: string | null, country: string | undefined, format: MessageFormat): string {
  if (!legalId) return '';
  const words = mailWords(format);
  if ((country ?? 'FR') === 'FR') {
    if (/^\d{9}$/.test(legalId)) return words.siren(sirenInThrees(legalId));
    if (/^\d{14}$/.test(legalId)) return words.siret(`${sirenInThrees(legalId.slice(0, 9))}\u00a0${legalId.slice(9)}`);
  }
  return words.otherId(clean(legalId));
}
