import { area } from '../area.ts';

export const messages = area({ en: {}, fr: {} });
