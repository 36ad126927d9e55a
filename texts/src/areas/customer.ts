import { area } from '../area.ts';

export const customer = area({ en: {}, fr: {} });
