import { formatMoney, textsIn } from '@quitus/texts';
import { toDecimal } from '../../../kernel/money.ts';
import type { MessageFormat } from './message-format.ts';
import { addressLines, type Creditor } from './creditor.ts';
import { sirenInThrees } from './registration.ts';
import { clean } from './template.ts';

/** What the papers of a French creditor say of it, piece by piece and as they are printed; a piece that is not known is empty and leaves no trace. */
export type FrenchCreditor = {
  readonly capital: string;
  readonly register: string;
  readonly office: string;
  readonly lines: string[];
};

/**
 * "Atelier Sorbier SAS au capital de 50 000 € – RCS Nantes 552 100 554 – TVA FR…", and the registered office: number, town of the register and office
 * (C. com. R123-237), form beside the name and capital, which may be rounded down to whole units (R123-238).
 */
export function frenchCreditor(entity: Creditor, format: MessageFormat): FrenchCreditor {
  const words = textsIn(format.words).templates.mail.creditor;
  const capital = capitalOf(entity, format);
  const named = nameWithForm(entity, words.formed);
  const siren = entity.legalId ? sirenInThrees(entity.legalId.slice(0, 9)) : '';
  const register = entity.registerCity ? words.register(entity.registerCity, siren) : siren && words.number(siren);
  const address = addressLines(entity).join(', ');
  const office = entity.registeredOffice || address;
  // Of whoever has no form, a liberal profession say, we know an address and no seat.
  const seat = office !== '' && entity.legalForm && !isSoleTrader(entity.legalForm) ? words.office(office) : office;
  const lines = [
    [capital ? words.capital(named, capital) : named, register, entity.vatNumber ? words.vat(entity.vatNumber) : ''],
    // Letters and answers go to where it writes from, which its office may not be.
    [office === address ? '' : address, seat],
  ].map((pieces) => clean(pieces.filter(Boolean).join(' – ')));
  return { capital, register: clean(register), office: clean(office), lines: lines.filter((line) => line !== '') };
}

function capitalOf({ capitalMinor, capitalCurrency, currency }: Creditor, format: MessageFormat): string {
  if (!capitalMinor) return '';
  const of = capitalCurrency ?? currency ?? 'EUR';
  const [units = '0'] = toDecimal(BigInt(capitalMinor), of).split('.');
  return formatMoney(format.words, units, of);
}

// A name that says its form already says it once.
function nameWithForm({ name, legalName, legalForm }: Creditor, formed: (name: string, form: string) => string): string {
  const named = legalName ?? name;
  if (!legalForm) return named;
  const plain = (text: string): string =>
    ` ${text
      .replaceAll('.', '')
      .toLowerCase()
      .replaceAll(/[\s,]+/g, ' ')} `;
  return plain(named).includes(plain(legalForm)) ? named : formed(named, legalForm);
}

function isSoleTrader(form: string): boolean {
  return /^(e\.?i\.?$|entrepren|micro|auto)/i.test(form.trim());
}
