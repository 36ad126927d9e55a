import { Button } from '@mantine/core';
import { formatMoney, formatPercent } from '@quitus/texts';
import {
  Amount,
  DateDay,
  Inline,
  Section,
  ShortTable,
  formatTotals,
  hint,
  negated,
  sumAmounts,
  useLanguage,
  useTexts,
} from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { MayButton } from '../../../MayButton.tsx';
import { useMay } from '../../../session.ts';
import type { Account, Decide } from './useDecide.ts';

// An account can have hundreds: the likeliest first, the others on demand.
const shownAtFirst = 8;

type Proposal = Account['proposals'][number];

interface AccountProposalsProps {
  readonly account: Account;
  readonly atLeast: number;
  readonly decide: Decide;
}

/** The letterings proposed on one account, how sure each is and why, and what would stay open. */
export function AccountProposals({ account, atLeast, decide }: AccountProposalsProps) {
  const words = useTexts().imports.lettering;
  const language = useLanguage();
  const { proposals, customerId, currency } = account;
  const money = (amount: string) => formatMoney(language, amount, currency);
  const sum = formatTotals(language, sumAmounts(proposals.map(({ amount }) => ({ amount, currency }))));
  const all = { customerId, minimumConfidence: atLeast };
  return (
    <Section
      title={
        <Link to="/customers/$id" params={{ id: customerId }} className="i-account">
          {account.name} <span className="q-muted">{account.code}</span>
        </Link>
      }
      actions={
        proposals.length > 1 && (
          <>
            <MayButton may="work" size="xs" variant="default" onClick={() => decide.mutate({ decision: 'refuse', ...all })}>
              {words.refuseAccount}
            </MayButton>
            <MayButton may="work" size="xs" variant="light" onClick={() => decide.mutate({ decision: 'accept', ...all })}>
              {words.acceptAccount(proposals.length, sum)}
            </MayButton>
          </>
        )
      }
    >
      <p className="i-note q-muted">
        {words.account(money(account.openDebits), money(negated(account.openCredits)))}{' '}
        {words.remaining(money(account.remainingDebits), money(negated(account.remainingCredits)))}
      </p>
      <Proposals proposals={proposals} decide={decide} label={account.name} />
    </Section>
  );
}

interface ProposalsProps {
  readonly proposals: readonly Proposal[];
  readonly decide: Decide;
  readonly label: string;
}

function Proposals({ proposals, decide, label }: ProposalsProps) {
  const words = useTexts().imports.lettering;
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, proposals.length - shownAtFirst);
  return (
    <>
      <ShortTable
        label={label}
        rows={hidden > 0 ? proposals.slice(0, shownAtFirst) : proposals}
        rowKey={(row) => row.id}
        columns={[
          { id: 'credit', title: words.credit, cell: (row) => <Item item={row.credit} on={row.credit.issueOn} /> },
          { id: 'debit', title: words.debit, cell: (row) => <Item item={row.debit} on={row.debit.dueOn ?? row.debit.issueOn} /> },
          {
            id: 'amount',
            title: words.amount,
            align: 'end',
            cell: (row) => <Amount value={row.amount} currency={row.currency} strong />,
          },
          {
            id: 'why',
            title: words.why,
            wideOnly: true,
            cell: (row) => (
              <span className="i-why">
                <span className="q-number">{words.percent(formatPercent(language, row.confidence))}</span>
                <span className="q-muted">{row.reason}</span>
              </span>
            ),
          },
          { id: 'decide', title: words.decide, align: 'end', cell: (row) => <DecideOne proposal={row} decide={decide} /> },
        ]}
      />
      {hidden > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {words.moreProposals(hidden)}
        </Button>
      )}
    </>
  );
}

function Item({ item, on }: { readonly item: Proposal['credit']; readonly on: string }) {
  return (
    <span className="i-item" {...(item.label === '' ? {} : hint(item.label))}>
      <Link to="/items" search={{ open: item.id }}>
        {item.number}
      </Link>
      <span className="q-muted">
        <DateDay day={on} form="date" />
      </span>
    </span>
  );
}

function DecideOne({ proposal, decide }: { readonly proposal: Proposal; readonly decide: Decide }) {
  const words = useTexts().imports.lettering;
  const may = useMay('work');
  const ids = [proposal.id];
  const names = [proposal.credit.number, proposal.debit.number] as const;
  return (
    <Inline end>
      <Button
        size="compact-xs"
        className="i-decide"
        variant="default"
        disabled={!may || decide.isPending}
        aria-label={words.refuseOf(...names)}
        leftSection={<IconX size={13} aria-hidden />}
        onClick={() => decide.mutate({ decision: 'refuse', ids })}
      >
        {words.refuse}
      </Button>
      <Button
        size="compact-xs"
        className="i-decide"
        variant="light"
        disabled={!may || decide.isPending}
        aria-label={words.acceptOf(...names)}
        leftSection={<IconCheck size={13} aria-hidden />}
        onClick={() => decide.mutate({ decision: 'accept', ids })}
      >
        {words.accept}
      </Button>
    </Inline>
  );
}
