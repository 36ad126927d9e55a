import { Help, Page, useTexts } from '@quitus/ui';
import type { ReactNode } from 'react';
import { useScreenSearch } from '../../search.ts';
import { useMay } from '../../session.ts';
import { AccountTab } from './AccountTab.tsx';
import { EntityTab } from './entity/EntityTab.tsx';
import { LedgerTab } from './LedgerTab.tsx';
import { OrganisationsTab } from './OrganisationsTab.tsx';
import { PeopleTab } from './PeopleTab.tsx';
import { SendingTab } from './SendingTab.tsx';
import { TermsTab } from './terms/TermsTab.tsx';
import './settings.css';

const tabs = ['entity', 'sending', 'ledger', 'terms', 'people', 'account', 'organisations'] as const;
type Tab = (typeof tabs)[number];

const contents: Record<Tab, () => ReactNode> = {
  entity: EntityTab,
  sending: SendingTab,
  ledger: LedgerTab,
  terms: TermsTab,
  people: PeopleTab,
  account: AccountTab,
  organisations: OrganisationsTab,
};
// Those a reader may look at and only an owner change.
const ofTheOwner: readonly Tab[] = ['entity', 'sending', 'ledger'];

/** What an organisation decides once: who it is, how it sends, how it counts, who works here. */
export function SettingsScreen() {
  const texts = useTexts();
  const words = texts.settings;
  const { search, change } = useScreenSearch();
  const may = useMay('administer');
  const tab = tabs.find((each) => each === search.tab) ?? 'entity';
  const Content = contents[tab];
  return (
    <Page
      title={texts.shell.places.settings}
      help={
        <Help title={texts.shell.places.settings}>
          <p>{words.help}</p>
        </Help>
      }
      tabs={tabs.map((id) => ({ id, label: words.tabs[id] }))}
      tab={tab}
      onTab={(id) => change({ tab: id === 'entity' ? undefined : id, open: undefined, entity: undefined }, 'push')}
    >
      {!may && ofTheOwner.includes(tab) && <p className="p-lead q-muted">{words.readOnly}</p>}
      <Content />
    </Page>
  );
}
