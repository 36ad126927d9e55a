import { area } from '../area.ts';

export const items = area({ en: {}, fr: {} });
