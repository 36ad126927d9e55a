import { Button, NativeSelect, Popover } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import { Inline, Skeleton, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useRepaired } from '../quality-queries.ts';
import type { RepairProps } from './Repair.tsx';
import { useRepairedRows } from './repaired.tsx';

/** The terms that were assumed for a customer, to accept or to correct: inferred due dates follow. */
export function TermsRepair(props: RepairProps) {
  const words = useTexts().quality.screen;
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={340} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="default" onClick={() => setOpened(!opened)}>
          {words.terms}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.termsTitle(props.row.name)}>
        {opened && <TermsForm {...props} onClose={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function TermsForm({ row, onClose }: RepairProps & { readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.quality.screen;
  const language = useLanguage();
  const toast = useToast();
  const changed = useRepaired();
  const { onRepaired } = useRepairedRows();
  const params = { id: row.customerId };
  const customer = useQuery({ queryKey: ['customer', row.customerId], queryFn: () => api('GET /customers/{id}', { params }) });
  const terms = useQuery({ queryKey: ['payment-terms'], queryFn: () => api('GET /payment-terms') });
  const [chosen, setChosen] = useState<string | undefined>();
  const value = chosen ?? customer.data?.terms?.id ?? terms.data?.terms[0]?.id ?? '';
  const shown = terms.data?.terms.find((each) => each.id === value);
  const [example] = shown?.examples ?? [];
  const accept = useMutation({
    mutationFn: () => api('POST /customers/{id}/terms', { params, body: { termsId: value, confirmed: true } }),
    onSuccess: ({ confirmed }) => {
      onRepaired(row.customerId, shown?.name ?? '');
      toast.done(words.termsDone(confirmed));
      void changed();
      onClose();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  if (!customer.data || !terms.data) return <Skeleton shape="lines" count={3} />;
  return (
    <Stacked gap="tight">
      <NativeSelect
        label={words.termsTitle(row.name)}
        description={words.termsHelp}
        value={value}
        data={terms.data.terms.map((each) => ({ value: each.id, label: each.name }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <p className="d-note q-muted">
        {shown?.words}
        {example &&
          ` · ${texts.customer.details.termsExample(formatDay(language, example.issueOn), formatDay(language, example.dueOn))}`}
      </p>
      <Inline end>
        <MayButton may="work" size="xs" loading={accept.isPending} onClick={() => accept.mutate()}>
          {words.termsAccept}
        </MayButton>
      </Inline>
    </Stacked>
  );
}
