import { area } from '../area.ts';

/** Letters: the paper's own words. */
export const letters = area({
  en: {
    paper: {
      subject: 'Subject:',
      page: 'Page {page} of {pages}',
      scanToPay: 'Scan to pay with your bank’s app',
      continued: 'continued',
    },
  },
  fr: {
    paper: {
      subject: 'Objet\u00a0:',
      page: 'Page {page} sur {pages}',
      scanToPay: 'Scannez pour payer avec l’application de votre banque',
      continued: 'suite',
    },
  },
});
