import { TextInput } from '@mantine/core';
import type { InputOf } from '@quitus/contract/client';
import { useTexts } from '@quitus/ui';
import { useMay } from '../../../session.ts';
import type { EntityView } from '../settings-queries.ts';

export type Change = InputOf<'PATCH /entities/{id}'>['body'];
type TextName =
  | 'legalName'
  | 'legalId'
  | 'vatNumber'
  | 'email'
  | 'phone'
  | 'postcode'
  | 'city'
  | 'bic'
  | 'accountHolder'
  | 'legalForm'
  | 'registerCity'
  | 'registeredOffice'
  | 'capitalCurrency';

export interface PartProps {
  readonly entity: EntityView;
  readonly change: Change;
  readonly set: (part: Change) => void;
}

/** So that fields with and without a line of help stand on one line. */
export const helpBelow: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** One text of an entity, changed in place. */
export function Field({ name, help, entity, change, set }: PartProps & { readonly name: TextName; readonly help?: string }) {
  const words = useTexts().settings.entity;
  const may = useMay('administer');
  return (
    <TextInput
      label={words[name]}
      description={help}
      inputWrapperOrder={helpBelow}
      disabled={!may}
      value={change[name] ?? entity[name] ?? ''}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
}
