import { Button, TextInput } from '@mantine/core';
import { ApiProblem } from '@quitus/contract/client';
import { useTexts } from '@quitus/ui';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import type { QualityRow } from '../quality-queries.ts';
import type { TextField } from './fields.ts';
import type { RepairProps } from './Repair.tsx';
import { useRepair } from './useRepair.ts';

/** A box and a button: typed, Enter, recorded. */
export function TextRepair({ row, rowKey, field }: RepairProps & { readonly field: TextField }) {
  const texts = useTexts();
  const words = texts.quality.screen;
  const may = useMay('work');
  const [typed, setTyped] = useState(row.value ?? '');
  const repair = useRepair({ rowKey, customer: row.name, save: (value) => recordText(row, field, value) });
  const value = typed.trim();
  return (
    <form
      className="d-repair"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== '' && value !== row.value) repair.mutate(value);
      }}
    >
      <TextInput
        size="xs"
        type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
        aria-label={words.fields[field](row.name)}
        placeholder={words.examples[field]}
        disabled={!may}
        value={typed}
        error={repair.isError}
        aria-errormessage={repair.isError ? sentenceOf(repair.error, texts.common.error.offline) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="xs"
        variant="light"
        disabled={!may || value === '' || value === row.value}
        loading={repair.isPending}
      >
        {words.record}
      </Button>
    </form>
  );
}

async function recordText(row: QualityRow, field: TextField, value: string): Promise<(() => Promise<unknown>) | undefined> {
  const params = { id: row.customerId };
  if (field !== 'email') {
    await api('PATCH /customers/{id}', { params, body: { [field]: value } });
    return () => api('PATCH /customers/{id}', { params, body: { [field]: row.value } });
  }
  if (row.value === null) {
    const { rejected } = await api('POST /contacts/bulk', { body: { lines: [{ customerId: row.customerId, email: value }] } });
    const [fault] = rejected;
    // The server's own sentence, as any refusal of it.
    if (fault) throw new ApiProblem({ type: 'about:blank', title: fault.message, status: 422, code: fault.code });
    return undefined;
  }
  // The address that does not work is on the account, or on one of its contacts.
  const { contacts } = await api('GET /customers/{id}/contacts', { params });
  const contact = contacts.find((each) => each.email === row.value);
  if (!contact) {
    await api('PATCH /customers/{id}', { params, body: { email: value } });
    return () => api('PATCH /customers/{id}', { params, body: { email: row.value } });
  }
  const { id, email, validity } = contact;
  await api('PATCH /contacts/{id}', { params: { id }, body: { email: value, validity: 'unchecked' } });
  return () => api('PATCH /contacts/{id}', { params: { id }, body: { email, validity } });
}
