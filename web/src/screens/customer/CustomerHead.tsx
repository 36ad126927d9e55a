import { Alert } from '@mantine/core';
import { formatMoneyShort, formatPercent } from '@quitus/texts';
import { Amount, DateDay, Defined, Facts, Flag, Stacked, isZero, useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconAlertTriangle, IconCopy, IconLock, IconMapPinOff, IconPhone } from '@tabler/icons-react';
import type { Customer } from './customer-queries.ts';
import { NextSteps } from './NextSteps.tsx';

/** Name, code and payment profile. */
export function CustomerHeading({ customer }: { readonly customer: Customer }) {
  return (
    <>
      {customer.name}
      <span className="q-muted c-code q-number">{customer.code}</span>
      <Flag profile={customer.behaviour.profile} named />
    </>
  );
}

/** What one must know before speaking to this customer: warnings, figures by currency, and what comes next. */
export function CustomerHead({ customer }: { readonly customer: Customer }) {
  return (
    <Stacked gap="tight">
      <Warnings customer={customer} />
      <Identity customer={customer} />
      <Figures customer={customer} />
      <NextSteps customerId={customer.id} />
    </Stacked>
  );
}

function Warnings({ customer }: { readonly customer: Customer }) {
  const words = useTexts().customer.head;
  const { creditStatus, creditStatusReason, warningNote, mergedInto, addressDoubted } = customer;
  return (
    <>
      {warningNote && (
        <Alert color="late" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {warningNote}
        </Alert>
      )}
      {creditStatus !== 'open' && (
        <Alert color="late" variant="light" icon={<IconLock size={18} aria-hidden />}>
          {creditStatus === 'blocked' ? words.blocked(creditStatusReason ?? '') : words.watch(creditStatusReason ?? '')}
        </Alert>
      )}
      {addressDoubted && (
        <Alert color="late" variant="light" icon={<IconMapPinOff size={18} aria-hidden />}>
          {words.addressDoubted(
            [...customer.addressLines, [customer.postcode, customer.city].filter(Boolean).join(' ')].join(', '),
          )}
        </Alert>
      )}
      {mergedInto && (
        <Alert variant="light" icon={<IconCopy size={18} aria-hidden />}>
          {words.merged}{' '}
          <Link to="/customers/$id" params={{ id: mergedInto }}>
            {words.openMerged}
          </Link>
        </Alert>
      )}
    </>
  );
}

function Identity({ customer }: { readonly customer: Customer }) {
  const words = useTexts().customer.head;
  const contact = customer.contacts.find((each) => each.phone !== null);
  const phone = contact?.phone ?? customer.phone;
  const others = customer.debtor?.accounts.filter((account) => account.id !== customer.id) ?? [];
  return (
    <div className="c-identity">
      <span>{[customer.city, customer.country].filter(Boolean).join(', ')}</span>
      {customer.legalId && <span className="q-number">{customer.legalId}</span>}
      <span>
        {words.collector} {customer.collector ?? words.nobody}
      </span>
      <span>
        {words.terms} {customer.terms ? customer.terms.words : '–'}
        {!customer.termsConfirmed && customer.terms && ` (${words.termsGuessed})`}
      </span>
      {phone && (
        <a href={`tel:${phone.replaceAll(' ', '')}`} aria-label={words.call(phone)} className="c-phone">
          <IconPhone size={14} className="q-icon" aria-hidden />
          {contact?.name ? `${contact.name} ${phone}` : phone}
        </a>
      )}
      {others.length > 0 && <span>{words.accounts(others.length)}</span>}
    </div>
  );
}

function Figures({ customer }: { readonly customer: Customer }) {
  const language = useLanguage();
  const words = useTexts().customer.head;
  const { behaviour, lastPaymentOn } = customer;
  return (
    <>
      {customer.balances.map((balance, place) => {
        const { currency } = balance;
        const sales = customer.sales.find((each) => each.currency === currency);
        const late = Number(balance.notDue) + Number(balance.overdue);
        return (
          <Facts
            key={currency}
            facts={[
              {
                name: words.overdue,
                value: (
                  <span className="c-figure">
                    <Amount
                      value={balance.overdue}
                      currency={currency}
                      strong
                      {...(isZero(balance.overdue) ? {} : { tone: 'late' })}
                    />
                    {/* A display ratio, never an amount. */}
                    {late > 0 && <span className="q-muted">{formatPercent(language, Number(balance.overdue) / late)}</span>}
                  </span>
                ),
              },
              { name: words.total, value: <Amount value={balance.total} currency={currency} strong /> },
              ...(isZero(balance.awaiting)
                ? []
                : [{ name: words.awaiting, value: <Amount value={balance.awaiting} currency={currency} tone="settled" /> }]),
              ...(place === 0
                ? [
                    { name: words.delay, value: <AverageDelay behaviour={behaviour} /> },
                    ...(lastPaymentOn ? [{ name: words.lastPayment, value: <DateDay day={lastPaymentOn} /> }] : []),
                  ]
                : []),
              ...(sales ? [{ name: words.sales, value: formatMoneyShort(language, sales.amount, currency) }] : []),
            ]}
          />
        );
      })}
    </>
  );
}

function AverageDelay({ behaviour }: { readonly behaviour: Customer['behaviour'] }) {
  const language = useLanguage();
  const words = useTexts().customer.head;
  const { averageDelayDays, settledItems, inferredItems } = behaviour;
  const help = `${words.delayHelp} ${words.delayOf(settledItems)}${inferredItems > 0 ? `, ${words.delayInferred(inferredItems)}` : ''}.`;
  const shown =
    averageDelayDays === null
      ? words.delayUnknown
      : words.delayDays(new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(averageDelayDays));
  return <Defined term={shown}>{help}</Defined>;
}
