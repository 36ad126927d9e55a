import { Button } from '@mantine/core';
import type { Criteria } from '@quitus/contract';
import type { Language, Texts } from '@quitus/texts';
import { FilterChips, filterWords, useLanguage, useTexts } from '@quitus/ui';
import type { FilterField } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { criteriaOf, eitherFields, filterFields, filtersOf } from '../../lists/criteria.ts';

/** The fields of a customer one can set conditions on. */
export function useCustomerFields(): readonly FilterField[] {
  const language = useLanguage();
  const catalogue = useQuery({
    queryKey: ['fields', 'party', language],
    queryFn: () => api('GET /fields', { query: { object: 'party' } }),
    staleTime: 300_000,
  });
  return useMemo(() => filterFields(catalogue.data?.fields ?? []), [catalogue.data]);
}

/** Criteria in the reader's words: "Segment retail, overdue at least 1,000"; nothing for criteria no chips can say. */
export function criteriaWords(
  reader: { readonly language: Language; readonly texts: Texts },
  fields: readonly FilterField[],
  criteria: Criteria | null,
): string | undefined {
  const filters = filtersOf(criteria);
  if (!filters || filters.length === 0) return undefined;
  const known = [...fields, ...eitherFields(filters, fields, reader.language, reader.texts)];
  return filters
    .map((filter) => {
      const { field, question } = filterWords(
        reader.language,
        reader.texts,
        filter,
        known.find((each) => each.id === filter.field),
      );
      return `${field} ${question}`;
    })
    .join(', ');
}

interface CriteriaFieldProps {
  readonly criteria: Criteria | null;
  readonly onChange: (criteria: Criteria | null) => void;
  readonly readOnly: boolean;
  /** Said when the criteria are such as no chips can show. */
  readonly other: { readonly text: string; readonly replace: string };
}

/** Conditions on the customer as chips, all of which must hold. */
export function CriteriaField({ criteria, onChange, readOnly, other }: CriteriaFieldProps) {
  const language = useLanguage();
  const texts = useTexts();
  const known = useCustomerFields();
  const filters = filtersOf(criteria);
  if (!filters)
    return (
      <p className="n-note q-muted">
        {other.text}{' '}
        {!readOnly && (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange(null)}>
            {other.replace}
          </Button>
        )}
      </p>
    );
  if (readOnly) return <p className="n-note">{criteriaWords({ language, texts }, known, criteria) ?? '–'}</p>;
  return (
    <FilterChips
      fields={[...known, ...eitherFields(filters, known, language, texts)]}
      filters={filters}
      onChange={(next) => onChange(next.length === 0 ? null : criteriaOf(next))}
    />
  );
}
