import { ErrorState, Page, Skeleton, useShortcut, useTexts, useTicked } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MayButton } from '../../MayButton.tsx';
import { useRouteId } from '../../route-id.ts';
import { useScreenSearch } from '../../search.ts';
import { useSession } from '../../session.ts';
import { CustomerDocuments } from '../documents/CustomerDocuments.tsx';
import { ItemPanel } from '../items/ItemPanel.tsx';
import { CasesPanel } from './CasesPanel.tsx';
import { ComposePanel } from './ComposePanel.tsx';
import { ContactsTab } from './ContactsTab.tsx';
import { CustomerHead, CustomerHeading } from './CustomerHead.tsx';
import { customerQuery } from './customer-queries.ts';
import type { Customer, StatementRow } from './customer-queries.ts';
import { DetailsTab } from './DetailsTab.tsx';
import { QualifyPanel } from './qualify/QualifyPanel.tsx';
import { isQualification, offeredFirst } from './qualify/qualification.ts';
import type { Qualification } from './qualify/qualification.ts';
import { RemindNow } from './RemindNow.tsx';
import { SpecificPanel } from './specific/SpecificPanel.tsx';
import { StatementTab } from './StatementTab.tsx';
import { TimelineTab } from './TimelineTab.tsx';
import './customer.css';

/** Everything about one customer: what it owes, what happened, whom to reach, and what to do about it. */
export function CustomerScreen() {
  const id = useRouteId();
  const texts = useTexts();
  const customer = useQuery(customerQuery(id));
  if (customer.data) return <Loaded key={id} customer={customer.data} />;
  return (
    <Page title={texts.shell.places.customers}>
      {customer.isError ? (
        <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
      ) : (
        <Skeleton shape="page" />
      )}
    </Page>
  );
}

const tabs = ['statement', 'timeline', 'documents', 'contacts', 'details'] as const;

function Loaded({ customer }: { readonly customer: Customer }) {
  const texts = useTexts();
  const words = texts.customer;
  const { search, change } = useScreenSearch();
  const { permissions } = useSession();
  const ticked = useTicked<StatementRow>();
  const tab = tabs.find((each) => each === search.tab) ?? 'statement';
  const panel = search.show;
  const close = () => change({ show: undefined, open: undefined, kind: undefined });
  const take = (items: readonly StatementRow[]) => ticked.onChange(new Map(items.map((item) => [item.id, item])));
  const qualify = (kind: Qualification) => change({ show: 'qualify', kind, open: undefined });
  return (
    <Page
      title={customer.name}
      heading={<CustomerHeading customer={customer} />}
      trail={<Link to="/customers">{words.head.trail}</Link>}
      detail={<CustomerHead customer={customer} />}
      shape={tab === 'statement' ? 'work' : 'read'}
      tabs={tabs.map((each) => ({ id: each, label: words.tabs[each] }))}
      tab={tab}
      onTab={(next) => change({ tab: next === 'statement' ? undefined : next, show: undefined, open: undefined }, 'push')}
      actions={
        <>
          <RemindNow customerId={customer.id} />
          <MayButton may="work" variant="default" onClick={() => change({ show: 'write', open: undefined })}>
            {words.statement.write}
          </MayButton>
          <MayButton may="comment" onClick={() => qualify(offeredFirst('call', permissions))}>
            {words.statement.qualify}
          </MayButton>
        </>
      }
      aside={
        panel === 'qualify' ? (
          <QualifyPanel
            customerId={customer.id}
            items={[...ticked.ticked.values()]}
            kind={isQualification(search.kind) ? search.kind : 'call'}
            onKind={qualify}
            onTake={take}
            onWrite={() => change({ show: 'write', kind: undefined })}
            onClose={close}
          />
        ) : panel === 'write' ? (
          <ComposePanel key={search.kind ?? ''} customerId={customer.id} itemIds={[...ticked.ticked.keys()]} onClose={close} />
        ) : panel === 'specific' ? (
          <SpecificPanel
            customerId={customer.id}
            language={customer.language}
            items={[...ticked.ticked.values()]}
            onClose={() => {
              ticked.onChange(new Map());
              close();
            }}
          />
        ) : panel === 'cases' ? (
          <CasesPanel customerId={customer.id} onStop={() => qualify('stop')} onClose={close} />
        ) : search.open ? (
          <ItemPanel itemId={search.open} onClose={close} withinCustomer />
        ) : undefined
      }
    >
      <Shortcuts onQualify={qualify} onWrite={() => change({ show: 'write', open: undefined })} />
      {tab === 'statement' && <StatementTab customer={customer} ticked={ticked} />}
      {tab === 'timeline' && <TimelineTab customerId={customer.id} onNote={() => qualify('note')} />}
      {tab === 'documents' && (
        <CustomerDocuments customerId={customer.id} onItem={(itemId) => change({ open: itemId, show: undefined })} />
      )}
      {tab === 'contacts' && <ContactsTab customer={customer} />}
      {tab === 'details' && <DetailsTab customer={customer} />}
    </Page>
  );
}

interface ShortcutsProps {
  readonly onQualify: (kind: Qualification) => void;
  readonly onWrite: () => void;
}

// The first key of two: `c` then a letter logs a call.
function Shortcuts({ onQualify, onWrite }: ShortcutsProps) {
  const words = useTexts().customer.qualify;
  const { group, keys } = words;
  useShortcut({ keys: 'c', label: keys.call, group }, () => onQualify('call'));
  useShortcut({ keys: 'p', label: keys.promise, group }, () => onQualify('promise'));
  useShortcut({ keys: 'd', label: keys.dispute, group }, () => onQualify('dispute'));
  useShortcut({ keys: 's', label: keys.paid, group }, () => onQualify('paid'));
  useShortcut({ keys: 'n', label: keys.note, group }, () => onQualify('note'));
  useShortcut({ keys: 'x', label: keys.stop, group }, () => onQualify('stop'));
  useShortcut({ keys: 'e', label: keys.write, group }, onWrite);
  return null;
}
