import { area } from '../area.ts';

export const signIn = area({ en: {}, fr: {} });
