import { formatMonth, formatMoneyShort } from '@quitus/texts';
import { Columns, Facts, Section, Stacked, TrendChart, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api.ts';
import type { Customer } from './customer-queries.ts';
import { CustomerForm } from './details/CustomerForm.tsx';
import { ScenarioChoice } from './details/ScenarioChoice.tsx';
import { TermsChoice } from './details/TermsChoice.tsx';

const months = 24;

/** Who a customer is and how it is treated: identity, terms, scenario, sales, kin. */
export function DetailsTab({ customer }: { readonly customer: Customer }) {
  return (
    <>
      <CustomerForm customer={customer} />
      <Columns>
        <TermsChoice customer={customer} />
        <Stacked>
          <ScenarioChoice customerId={customer.id} />
          <Kin customer={customer} />
        </Stacked>
      </Columns>
      <Sales customerId={customer.id} />
    </>
  );
}

function Kin({ customer }: { readonly customer: Customer }) {
  const words = useTexts().customer.details;
  const others = customer.debtor?.accounts.filter((account) => account.id !== customer.id) ?? [];
  const link = (account: { id: string; code: string; name: string }) => (
    <Link key={account.id} to="/customers/$id" params={{ id: account.id }}>
      {account.name} {account.code}
    </Link>
  );
  const facts = [
    ...(customer.parent ? [{ name: words.parent, value: link(customer.parent) }] : []),
    ...(customer.payer ? [{ name: words.payer, value: link(customer.payer) }] : []),
    ...(customer.groups.length > 0 ? [{ name: words.groups, value: customer.groups.map((group) => group.name).join(', ') }] : []),
    ...(others.length > 0 ? [{ name: words.debtor, value: <Stacked gap="tight">{others.map(link)}</Stacked> }] : []),
  ];
  if (facts.length === 0) return null;
  return (
    <Section title={words.parent}>
      <Facts facts={facts} />
    </Section>
  );
}

function Sales({ customerId }: { readonly customerId: string }) {
  const language = useLanguage();
  const words = useTexts().customer.details;
  const sales = useQuery({
    queryKey: ['customer', customerId, 'sales', months],
    queryFn: () => api('GET /customers/{id}/monthly-sales', { params: { id: customerId }, query: { months } }),
  });
  if (!sales.data || sales.data.rows.length === 0) return null;
  const { rows, source } = sales.data;
  return [...new Set(rows.map((row) => row.currency))].map((currency) => (
    <Section key={currency} title={<span className="q-hidden">{words.sales}</span>}>
      <TrendChart
        title={[words.sales, words.salesFrom[source]].filter(Boolean).join(' · ')}
        points={rows
          .filter((row) => row.currency === currency)
          .toSorted((a, b) => a.month.localeCompare(b.month))
          .map((row) => ({ label: formatMonth(language, row.month), values: { sales: Number(row.amount) } }))}
        series={[{ id: 'sales', label: words.sales, tone: 'current', kind: 'bar' }]}
        format={(value) => formatMoneyShort(language, String(value), currency)}
        height={200}
      />
    </Section>
  ));
}
