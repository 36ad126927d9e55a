import { area } from '../area.ts';

export const agenda = area({ en: {}, fr: {} });
