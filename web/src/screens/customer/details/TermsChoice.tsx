import { NativeSelect } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import { Inline, Section, Stacked, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useCustomerChanged } from '../customer-queries.ts';
import type { Customer } from '../customer-queries.ts';

/** The payment terms of a customer: read with an example, confirmed or changed; due dates that were computed move with them. */
export function TermsChoice({ customer }: { readonly customer: Customer }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.details;
  const toast = useToast();
  const changed = useCustomerChanged(customer.id);
  const [chosen, setChosen] = useState<string | undefined>();
  const terms = useQuery({ queryKey: ['payment-terms'], queryFn: () => api('GET /payment-terms') });
  const value = chosen ?? customer.termsId ?? '';
  const shown = (terms.data?.terms ?? []).find((each) => each.id === (value === '' ? customer.terms?.id : value));
  const [example] = shown?.examples ?? [];
  const guessed = customer.terms !== null && !customer.termsConfirmed;
  const different = value !== (customer.termsId ?? '');
  const save = useMutation({
    mutationFn: () =>
      api('POST /customers/{id}/terms', {
        params: { id: customer.id },
        body: { termsId: value === '' ? null : value, confirmed: true },
      }),
    onSuccess: async ({ moved, confirmed }) => {
      toast.done(words.termsMoved(moved, confirmed));
      setChosen(undefined);
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <Section title={words.terms}>
      <Stacked gap="tight">
        {guessed && !different && (
          <StatusBadge tone="waiting" quiet>
            {words.termsGuess}
          </StatusBadge>
        )}
        <NativeSelect
          aria-label={words.terms}
          value={value}
          data={[
            { value: '', label: texts.customers.create.noTerms },
            ...(terms.data?.terms ?? []).map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <p className="c-past q-muted">
          {shown?.words ?? customer.terms?.words ?? words.termsNone}
          {example && ` · ${words.termsExample(formatDay(language, example.issueOn), formatDay(language, example.dueOn))}`}
        </p>
        {(guessed || different) && (
          <Inline end>
            <MayButton may="work" loading={save.isPending} onClick={() => save.mutate()}>
              {different ? words.termsChange : words.termsConfirm}
            </MayButton>
          </Inline>
        )}
      </Stacked>
    </Section>
  );
}
