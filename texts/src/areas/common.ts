import { area } from '../area.ts';

export const common = area({ en: {}, fr: {} });
