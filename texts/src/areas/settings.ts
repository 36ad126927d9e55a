import { area } from '../area.ts';

export const settings = area({ en: {}, fr: {} });
