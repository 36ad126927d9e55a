import { area } from '../area.ts';

export const shell = area({ en: {}, fr: {} });
