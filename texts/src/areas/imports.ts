import { area } from '../area.ts';

export const imports = area({ en: {}, fr: {} });
