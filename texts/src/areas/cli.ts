import { area } from '../area.ts';

export const cli = area({
  en: {
    aged: {
      key: 'Code',
      name: 'Name',
      currency: 'Cur.',
      notDue: 'Not due',
      unallocated: 'Unallocated',
      total: 'Total',
      totalRow: 'TOTAL',
    },
  },
  fr: {
    aged: {
      key: 'Code',
      name: 'Nom',
      currency: 'Dev.',
      notDue: 'Non échu',
      unallocated: 'Non affecté',
      total: 'Total',
      totalRow: 'TOTAL',
    },
  },
});
