import { NativeSelect } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { api } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { changeOf, useChoices } from './fields.ts';
import type { ChoiceField } from './fields.ts';
import type { RepairProps } from './Repair.tsx';
import { useRepair } from './useRepair.ts';

/** A choice among a few values, recorded as soon as it is made. */
export function ChoiceRepair({ row, rowKey, field }: RepairProps & { readonly field: ChoiceField }) {
  const words = useTexts().quality.screen;
  const may = useMay('work');
  const choices = useChoices(field);
  const params = { id: row.customerId };
  const repair = useRepair({
    rowKey,
    customer: row.name,
    shown: (value) => choices.find((choice) => choice.value === value)?.label ?? value,
    save: async (value) => {
      await api('PATCH /customers/{id}', { params, body: changeOf(field, value) });
      return () => api('PATCH /customers/{id}', { params, body: changeOf(field, '') });
    },
  });
  return (
    <NativeSelect
      size="xs"
      className="d-repair"
      aria-label={words.fields[field](row.name)}
      disabled={!may || repair.isPending}
      value=""
      data={[{ value: '', label: words.choose }, ...choices]}
      onChange={(event) => event.currentTarget.value !== '' && repair.mutate(event.currentTarget.value)}
    />
  );
}
