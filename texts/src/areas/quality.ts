import { area } from '../area.ts';

export const quality = area({ en: {}, fr: {} });
