import { filterFromWord, filterToWord } from '@quitus/ui';
import type { Filter, FilterField, GridSort } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLanguage } from '@quitus/ui';
import { api } from '../../api.ts';
import { filterFields, filterText } from '../../lists/criteria.ts';
import { useScreenSearch } from '../../search.ts';
import { useSession } from '../../session.ts';
import type { InputOf } from '@quitus/contract/client';

export const agendaTabs = ['to-do', 'to-confirm', 'leaving', 'replies', 'alerts', 'plan'] as const;
export type AgendaTab = (typeof agendaTabs)[number];
/** The tabs that list actions. */
export type ListTab = 'to-do' | 'to-confirm' | 'leaving';
const states = { 'to-do': 'to-do', 'to-confirm': 'to-confirm', leaving: 'confirmed' } as const;
type ActionsQuery = InputOf<'GET /actions'>['query'];

/** The tab an address names; the first one when it names none that exists. */
export function tabOf(word: string | undefined): AgendaTab {
  return agendaTabs.find((tab) => tab === word) ?? 'to-do';
}

/** Whose actions are shown: one's own first for a collector, everybody's for the others. */
export function usePortfolio(): { collectorId: string | undefined; mine: boolean; setMine: (mine: boolean) => void } {
  const { user, role } = useSession();
  const { search, change } = useScreenSearch();
  const mine = search.by === 'mine' || (search.by !== 'team' && role === 'collector');
  return {
    mine,
    collectorId: mine ? user.id : undefined,
    setMine: (next) => change({ by: next ? 'mine' : 'team', step: undefined }),
  };
}

/** The agenda's filters, kept in its address. */
export function useAgendaSearch(tab: ListTab) {
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const { collectorId } = usePortfolio();
  const catalogue = useQuery({
    queryKey: ['fields', 'customer', language],
    queryFn: () => api('GET /fields', { query: { object: 'customer' } }),
    staleTime: 300_000,
  });
  const words = JSON.stringify(search.f ?? []);
  const filters = useMemo(() => (JSON.parse(words) as string[]).flatMap((word) => filterFromWord(word) ?? []), [words]);
  const fields = useMemo<FilterField[]>(() => filterFields(catalogue.data?.fields ?? []), [catalogue.data]);
  const filter = filterText(filters);
  const channel = channels.find((each) => each === search.kind);
  const flags = (search.state ?? '').split(',');
  const sort = search.sort;
  const query: ActionsQuery = {
    state: states[tab],
    ...(collectorId ? { collectorId } : {}),
    ...(search.entity ? { entityId: search.entity } : {}),
    ...(search.step ? { stepId: search.step } : {}),
    ...(search.customer ? { customerId: search.customer } : {}),
    ...(channel ? { channel } : {}),
    ...(flags.includes('due') ? { due: true } : {}),
    ...(flags.includes('caution') ? { caution: true } : {}),
    ...(search.q ? { q: search.q } : {}),
    ...(filter ? { filter } : {}),
    ...(sort ? { sort } : {}),
  };
  return {
    query,
    fields,
    filters,
    channel,
    due: flags.includes('due'),
    caution: flags.includes('caution'),
    step: search.step,
    q: search.q ?? '',
    sort: sort === undefined ? undefined : sortOf(sort),
    /** Whether only the step and the portfolio narrow the list: then "all of the step" is what is on screen. */
    plain: !channel && !filter && !search.q && !search.state && !search.entity && !search.customer,
    setFilters: (next: readonly Filter[]) => change({ f: next.map(filterToWord) }),
    setChannel: (next: string | undefined) => change({ kind: next }),
    setStep: (next: string | undefined) => change({ step: next }),
    setQ: (next: string) => change({ q: next === '' ? undefined : next }),
    setSort: (next: GridSort) => change({ sort: `${next.direction === 'descending' ? '-' : ''}${next.column}` }),
    setFlag: (flag: 'due' | 'caution', on: boolean) => {
      const kept = flags.filter((each) => each !== '' && each !== flag);
      change({ state: [...kept, ...(on ? [flag] : [])].join(',') || undefined });
    },
  };
}

export const channels = [
  'e-mail',
  'sms',
  'letter',
  'registered-letter',
  'registered-e-letter',
  'call',
  'task',
  'internal',
  'hand-over',
] as const;

const sortOf = (word: string): GridSort => ({
  column: word.replace(/^-/, ''),
  direction: word.startsWith('-') ? 'descending' : 'ascending',
});
