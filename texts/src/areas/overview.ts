import { area } from '../area.ts';

export const overview = area({ en: {}, fr: {} });
