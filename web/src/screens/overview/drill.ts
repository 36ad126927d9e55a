import type { OutputOf } from '@quitus/contract/client';
import { filterToWord } from '@quitus/ui';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { filtersOf } from '../../lists/criteria.ts';

export type Overview = OutputOf<'GET /overview'>;
export type OverviewCurrency = Overview['currencies'][number];
type Drill = OverviewCurrency['drills']['total'];

const screens = {
  items: '/items',
  customers: '/customers',
  actions: '/agenda',
  replies: '/agenda',
  promises: '/agenda',
  disputes: '/agenda',
  messages: '/messages',
  imports: '/imports',
} as const;

/** The tab of the agenda behind a figure that is about people's work. */
export type AgendaTab = 'to-do' | 'to-confirm' | 'replies' | 'alerts';
const tabs: Partial<Record<Drill['screen'], AgendaTab>> = { replies: 'replies', promises: 'alerts', disputes: 'alerts' };

/** Opens the list a figure is made of, its criteria as chips of that list. */
export function useDrill(entity: string | undefined): (drill: Drill, tab?: AgendaTab) => void {
  const navigate = useNavigate();
  return useCallback(
    (drill, tab) => {
      const filters = filtersOf(drill.filter) ?? [];
      const shown = tab ?? tabs[drill.screen];
      // The agenda and the messages filter by their tabs, not by the fields of the catalogue.
      const chips = drill.screen === 'items' || drill.screen === 'customers' ? filters.map(filterToWord) : [];
      // A list of items shows the open ones; what is asked of payments is about all of them.
      const settledToo = drill.screen === 'items' && !filters.some(({ field }) => field === 'open' || field === 'itemAwaiting');
      void navigate({
        to: screens[drill.screen],
        search: {
          ...(chips.length > 0 ? { f: chips } : {}),
          ...(settledToo ? { state: 'all' } : {}),
          ...(shown ? { tab: shown } : {}),
          // The overview counts everybody's work: its links show everybody's, to a collector too.
          ...(screens[drill.screen] === '/agenda' ? { by: 'team' } : {}),
          ...(entity ? { entity } : {}),
        },
      });
    },
    [entity, navigate],
  );
}
