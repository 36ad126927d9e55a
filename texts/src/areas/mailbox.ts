import { area } from '../area.ts';

export const mailbox = area({ en: {}, fr: {} });
