import { createContext, use } from 'react';
import { isoDay } from './days.ts';

const TodayContext = createContext<string | undefined>(undefined);

/** The business day of the screens below, as the server gives it; it wins over the clock of the reader's machine. */
export const TodayProvider = TodayContext;

/** Today's business day, `YYYY-MM-DD`. Without a server's word, the day of this machine. */
export function useToday(): string {
  return use(TodayContext) ?? isoDay(new Date());
}
