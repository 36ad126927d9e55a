import { area } from '../area.ts';

export const cli = area({ en: {}, fr: {} });
