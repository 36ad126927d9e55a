import type { ComponentType, LazyExoticComponent } from 'react';
import { lazy } from 'react';

export type SettingsTab =
  | 'entity'
  | 'organisations'
  | 'sending'
  | 'papers'
  | 'senders'
  | 'channels'
  | 'replies'
  | 'ledger'
  | 'terms'
  | 'people'
  | 'security'
  | 'audit'
  | 'keys'
  | 'webhooks';
export type SettingsGroup = 'organisation' | 'followUp' | 'access' | 'programs';

/** A place of the settings. Its name is `texts.settings.tabs[id]`. */
export interface SettingsPlace {
  readonly id: SettingsTab;
  readonly group: SettingsGroup;
  /** Who may not do this does not find it: there is nothing in it to read for them. */
  readonly needs?: 'administer' | 'audit';
  /** Everybody may look, only an owner changes. */
  readonly readOnly?: true;
  readonly content: LazyExoticComponent<ComponentType>;
}

/** The settings, in their order; the content of each comes in its own file. */
export const settingsPlaces: readonly SettingsPlace[] = [
  {
    id: 'entity',
    group: 'organisation',
    readOnly: true,
    content: lazy(async () => ({ default: (await import('./entity/EntityTab.tsx')).EntityTab })),
  },
  {
    id: 'organisations',
    group: 'organisation',
    content: lazy(async () => ({ default: (await import('./OrganisationsTab.tsx')).OrganisationsTab })),
  },
  {
    id: 'sending',
    group: 'followUp',
    readOnly: true,
    content: lazy(async () => ({ default: (await import('./SendingTab.tsx')).SendingTab })),
  },
  {
    id: 'papers',
    group: 'followUp',
    content: lazy(async () => ({ default: (await import('./papers/PapersTab.tsx')).PapersTab })),
  },
  {
    id: 'senders',
    group: 'followUp',
    needs: 'administer',
    content: lazy(async () => ({ default: (await import('./senders/SendersTab.tsx')).SendersTab })),
  },
  {
    id: 'replies',
    group: 'followUp',
    needs: 'administer',
    content: lazy(async () => ({ default: (await import('./replies/ReplyMailboxTab.tsx')).ReplyMailboxTab })),
  },
  {
    id: 'channels',
    group: 'followUp',
    needs: 'administer',
    content: lazy(async () => ({ default: (await import('./channels/ChannelsTab.tsx')).ChannelsTab })),
  },
  {
    id: 'ledger',
    group: 'followUp',
    readOnly: true,
    content: lazy(async () => ({ default: (await import('./LedgerTab.tsx')).LedgerTab })),
  },
  {
    id: 'terms',
    group: 'followUp',
    content: lazy(async () => ({ default: (await import('./terms/TermsTab.tsx')).TermsTab })),
  },
  {
    id: 'people',
    group: 'access',
    content: lazy(async () => ({ default: (await import('./people/PeopleTab.tsx')).PeopleTab })),
  },
  {
    id: 'security',
    group: 'access',
    needs: 'administer',
    content: lazy(async () => ({ default: (await import('./security/SecurityTab.tsx')).SecurityTab })),
  },
  {
    id: 'audit',
    group: 'access',
    needs: 'audit',
    content: lazy(async () => ({ default: (await import('../audit/AuditTab.tsx')).AuditTab })),
  },
  {
    id: 'keys',
    group: 'programs',
    needs: 'administer',
    content: lazy(async () => ({ default: (await import('../developers/KeysTab.tsx')).KeysTab })),
  },
  {
    id: 'webhooks',
    group: 'programs',
    needs: 'administer',
    content: lazy(async () => ({ default: (await import('../developers/WebhooksTab.tsx')).WebhooksTab })),
  },
];
