import { area } from '../area.ts';

export const scenarios = area({ en: {}, fr: {} });
