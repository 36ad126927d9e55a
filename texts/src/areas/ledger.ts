import { area } from '../area.ts';

export const ledger = area({ en: {}, fr: {} });
