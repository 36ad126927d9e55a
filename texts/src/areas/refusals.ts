import { area } from '../area.ts';

export const refusals = area({ en: {}, fr: {} });
