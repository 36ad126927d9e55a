import { area } from '../area.ts';

type Values = Readonly<Record<string, string | number>>;

const half = (value: string | number | undefined): { year: string; number: string } => {
  const [year = '', number = ''] = String(value).split('-S');
  return { year, number };
};

/** What the law's figures say no to. */
export const lawRefusals = area({
  en: {
    'law.rate-unknown': ({ halfYear }: Values) => {
      const { year, number } = half(halfYear);
      return `The late-payment rate of the ${number === '1' ? 'first' : 'second'} half of ${year} is not known here yet. Ask for an earlier day, update Quitus, or accept a provisional rate (--provisional, provisional=true).`;
    },
  },
  fr: {
    'law.rate-unknown': ({ halfYear }: Values) => {
      const { year, number } = half(halfYear);
      return `Le taux de retard du ${number === '1' ? 'premier' : 'second'} semestre ${year} n’est pas encore connu ici. Demandez une date antérieure, mettez Quitus à jour, ou acceptez un taux provisoire (--provisional, provisional=true).`;
    },
  },
});
