import type { InputOf } from '@quitus/contract/client';
import type { Texts } from '@quitus/texts';
import { useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api.ts';

/** Fields repaired by typing. */
export const textFields = ['email', 'phone', 'legalId'] as const;
export type TextField = (typeof textFields)[number];
/** Fields repaired by choosing among a few values. */
export const choiceFields = ['kind', 'language', 'collectorId'] as const;
export type ChoiceField = (typeof choiceFields)[number];

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The values a field can take, in the reader's words. */
export function useChoices(field: ChoiceField): readonly Choice[] {
  const texts = useTexts();
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people'), enabled: field === 'collectorId' });
  if (field === 'collectorId') return (people.data?.people ?? []).map((person) => ({ value: person.id, label: person.name }));
  return field === 'kind' ? kinds(texts) : languages(texts);
}

const kinds = (texts: Texts): Choice[] =>
  (['business', 'public', 'consumer'] as const).map((kind) => ({ value: kind, label: texts.ledger.customerKinds[kind] }));
const languages = (texts: Texts): Choice[] =>
  (['fr', 'en'] as const).map((language) => ({ value: language, label: texts.quality.screen.languages[language] }));

/** The change of a customer that gives a field its value; an empty one is "unknown". */
export function changeOf(field: ChoiceField, value: string): InputOf<'PATCH /customers/{id}'>['body'] {
  if (field === 'collectorId') return { collectorId: value === '' ? null : value };
  if (field === 'language') return { language: value === 'fr' || value === 'en' ? value : null };
  return { kind: value === 'business' || value === 'public' || value === 'consumer' ? value : 'unknown' };
}
