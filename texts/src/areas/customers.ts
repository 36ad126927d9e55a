import { area } from '../area.ts';

export const customers = area({ en: {}, fr: {} });
