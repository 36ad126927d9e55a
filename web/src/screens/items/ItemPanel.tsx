import type { OutputOf } from '@quitus/contract/client';
import { formatDay, formatMoney } from '@quitus/texts';
import {
  Amount,
  DateDay,
  ErrorState,
  Facts,
  Inline,
  LateDays,
  Reasons,
  SidePanel,
  SituationBadge,
  Skeleton,
  StatusBadge,
  isZero,
  useLanguage,
  useTexts,
} from '@quitus/ui';
import type { Tone } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { holdReason } from './item-cells.tsx';
import { positionWords } from './position-words.ts';
import { ItemDocuments } from '../documents/ItemDocuments.tsx';
import { Allocations } from './Allocations.tsx';
import { Siblings, Versions } from './ItemHistory.tsx';
import './items.css';

export type Item = OutputOf<'GET /items/{id}'>;

interface ItemPanelProps {
  readonly itemId: string;
  readonly onClose: () => void;
  /** Shown on the customer's own page: no need to lead there. */
  readonly withinCustomer?: boolean;
}

/** One item beside its list: what it is, what closes it, what it was, and why it is or is not chased. */
export function ItemPanel({ itemId, onClose, withinCustomer = false }: ItemPanelProps) {
  const texts = useTexts();
  const words = texts.items.panel;
  const item = useQuery({ queryKey: ['item', itemId], queryFn: () => api('GET /items/{id}', { params: { id: itemId } }) });
  const label = item.data ? words.title(item.data.number) : words.title('');
  return (
    <SidePanel
      title={
        item.data ? (
          <>
            {item.data.number || item.data.label}
            <SituationBadge situation={item.data.situation} />
          </>
        ) : (
          label
        )
      }
      label={label}
      detail={item.data && `${texts.ledger.itemKinds[item.data.kind]} · ${item.data.customerName}`}
      onClose={onClose}
    >
      {item.isError ? (
        <ErrorState error={item.error} onRetry={() => void item.refetch()} />
      ) : item.data ? (
        <>
          {!withinCustomer && (
            <Link to="/customers/$id" params={{ id: item.data.customerId }} search={{ open: itemId }}>
              {words.openCustomer}
            </Link>
          )}
          <Marks item={item.data} />
          <ItemFacts item={item.data} />
          <WhyChased itemId={itemId} />
          <ItemDocuments itemId={itemId} kind={item.data.kind} unsent={item.data.unsent} sentOn={item.data.sentOn} />
          <Allocations item={item.data} />
          <Siblings item={item.data} />
          <Versions item={item.data} />
        </>
      ) : (
        <Skeleton shape="lines" count={10} />
      )}
    </SidePanel>
  );
}

function Marks({ item }: { readonly item: Item }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.items;
  const notes = [
    ...(item.inLedger ? [] : [words.panel.notInLedger]),
    ...(item.retention ? [words.retention] : []),
    ...(item.openingWithoutDetail ? [words.openingWithoutDetail] : []),
    ...(item.dueInferred ? [words.inferred] : []),
    ...(item.settledByInference ? [words.inferredSettled] : []),
  ];
  if (notes.length + item.badges.length === 0) return null;
  return (
    <>
      {item.badges.length > 0 && (
        <Inline>
          {item.badges.map((badge) => (
            <StatusBadge key={`${badge.reason} ${badge.amount ?? ''}`} tone="waiting">
              {badge.amount === null
                ? holdReason(texts, badge.reason)
                : words.badge.part(holdReason(texts, badge.reason), formatMoney(language, badge.amount, item.currency))}
            </StatusBadge>
          ))}
        </Inline>
      )}
      {notes.map((note) => (
        <p key={note} className="i-quiet">
          {note}
        </p>
      ))}
    </>
  );
}

function ItemFacts({ item }: { readonly item: Item }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.items.panel.facts;
  const { currency } = item;
  const said = (name: string, value: string | null) => (value ? [{ name, value }] : []);
  return (
    <Facts
      facts={[
        { name: words.open, value: <Amount value={item.open} currency={currency} strong /> },
        { name: words.amount, value: <Amount value={item.amount} currency={currency} /> },
        ...(isZero(item.awaiting)
          ? []
          : [{ name: words.awaiting, value: <Amount value={item.awaiting} currency={currency} tone="settled" /> }]),
        {
          name: words.due,
          value: (
            <>
              <DateDay day={item.dueOn} form="date" /> {item.dueOn && !item.settledOn && <LateDays dueOn={item.dueOn} />}
            </>
          ),
        },
        { name: words.issued, value: <DateDay day={item.issueOn} form="date" /> },
        { name: words.booked, value: <DateDay day={item.bookedOn} form="date" /> },
        ...(item.settledOn ? [{ name: words.settled, value: <DateDay day={item.settledOn} form="date" /> }] : []),
        ...said(words.label, item.label),
        ...said(words.order, item.purchaseOrder),
        ...said(words.reference, item.reference),
        ...(item.tax === null ? [] : [{ name: words.tax, value: <Amount value={item.tax} currency={currency} /> }]),
        ...(item.documentAmount === null || item.documentCurrency === null
          ? []
          : [{ name: words.document, value: formatMoney(language, item.documentAmount, item.documentCurrency) }]),
        ...said(words.means, item.paymentMeans),
        ...said(words.journal, item.journal),
        ...said(words.letter, item.letter),
        ...said(words.unit, item.businessUnit),
        { name: words.account, value: texts.ledger.ledgerClasses[item.ledgerClass] },
      ]}
    />
  );
}

const statusTones = { chased: 'late', waiting: 'current', skipped: 'neutral', settled: 'settled' } as const satisfies Record<
  string,
  Tone
>;

function WhyChased({ itemId }: { readonly itemId: string }) {
  const texts = useTexts();
  const language = useLanguage();
  const words = texts.items.panel;
  const why = useQuery({
    queryKey: ['item', itemId, 'why'],
    queryFn: () => api('GET /items/{id}/why', { params: { id: itemId } }),
  });
  if (why.isError) return null;
  return (
    <section>
      <h3 className="i-heading">{words.why}</h3>
      {why.data ? (
        <>
          <Inline>
            <StatusBadge tone={statusTones[why.data.status]} quiet>
              {why.data.pause ? positionWords(texts, language, why.data).state : words.statuses[why.data.status]}
            </StatusBadge>
            {why.data.last && (
              <span className="i-quiet">{words.lastStep(why.data.last.step, formatDay(language, why.data.last.on))}</span>
            )}
            {why.data.step && <span className="i-quiet">{words.step(why.data.step)}</span>}
          </Inline>
          <Reasons reasons={why.data.why.map((sentence) => ({ sentence }))} />
        </>
      ) : (
        <Skeleton shape="lines" count={3} />
      )}
    </section>
  );
}
