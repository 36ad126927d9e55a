import { area } from '../area.ts';

export const dunning = area({ en: {}, fr: {} });
