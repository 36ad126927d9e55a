import {
  IconAdjustments,
  IconBuilding,
  IconCalendarCheck,
  IconChecklist,
  IconDatabaseImport,
  IconFileInvoice,
  IconLayoutDashboard,
  IconMail,
  IconMailbox,
  IconHistory,
  IconRoute,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { Right } from '../rights.ts';
import { useSession } from '../session.ts';

/** A place of the navigation. Its name is `texts.shell.places[id]`. */
export interface Place {
  readonly id:
    | 'overview'
    | 'agenda'
    | 'customers'
    | 'items'
    | 'messages'
    | 'letters'
    | 'scenarios'
    | 'imports'
    | 'quality'
    | 'audit'
    | 'settings';
  readonly to:
    | '/'
    | '/agenda'
    | '/customers'
    | '/items'
    | '/messages'
    | '/letters'
    | '/scenarios'
    | '/imports'
    | '/quality'
    | '/audit'
    | '/settings';
  readonly icon: Icon;
  /** Second key after `g`. */
  readonly key: string;
  /** A line stands before it. */
  readonly apart?: boolean;
  /** Only who may do this finds it. */
  readonly needs?: Right;
}

/** The navigation, in its order. */
const places: readonly Place[] = [
  { id: 'overview', to: '/', icon: IconLayoutDashboard, key: 'o' },
  { id: 'agenda', to: '/agenda', icon: IconCalendarCheck, key: 'a' },
  { id: 'customers', to: '/customers', icon: IconBuilding, key: 'c' },
  { id: 'items', to: '/items', icon: IconFileInvoice, key: 'i' },
  { id: 'messages', to: '/messages', icon: IconMail, key: 'm' },
  { id: 'letters', to: '/letters', icon: IconMailbox, key: 'l' },
  { id: 'scenarios', to: '/scenarios', icon: IconRoute, key: 's', apart: true },
  { id: 'imports', to: '/imports', icon: IconDatabaseImport, key: 'd' },
  { id: 'quality', to: '/quality', icon: IconChecklist, key: 'q' },
  { id: 'audit', to: '/audit', icon: IconHistory, key: 'h', needs: 'audit' },
  { id: 'settings', to: '/settings', icon: IconAdjustments, key: 'p' },
];

/** The four places a phone keeps at hand; the others stand under "More". */
export const atHand: readonly Place['id'][] = ['overview', 'agenda', 'customers', 'items'];

/** The places the person may go to, in their order. */
export function usePlaces(): readonly Place[] {
  const { permissions } = useSession();
  return places.filter((place) => place.needs === undefined || permissions.includes(place.needs));
}
