import { NativeSelect } from '@mantine/core';
import { Section, Skeleton, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, sentenceOf } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { useCustomerChanged } from '../customer-queries.ts';

/** Which scenario a customer follows, by rule or by hand. */
export function ScenarioChoice({ customerId }: { readonly customerId: string }) {
  const texts = useTexts();
  const words = texts.customer.details;
  const toast = useToast();
  const may = useMay('work');
  const changed = useCustomerChanged(customerId);
  const params = { id: customerId };
  const present = useQuery({
    queryKey: ['customer', customerId, 'scenario'],
    queryFn: () => api('GET /customers/{id}/scenario', { params }),
  });
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: () => api('GET /scenarios') });
  const choose = useMutation({
    mutationFn: (scenarioId: string) =>
      api('POST /customers/{id}/scenario', { params, body: { scenarioId: scenarioId === '' ? null : scenarioId } }),
    onSuccess: async () => {
      toast.done(words.saved);
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <Section
      title={words.scenario}
      actions={
        present.data && (
          <Link to="/scenarios/$id" params={{ id: present.data.scenarioId }}>
            {texts.common.actions.open}
          </Link>
        )
      }
    >
      {present.data ? (
        <NativeSelect
          aria-label={words.scenario}
          description={
            present.data.locked
              ? `${words.scenarioLocked}${present.data.author ? ` · ${present.data.author}` : ''}`
              : words.scenarioDefault
          }
          disabled={!may || choose.isPending}
          value={present.data.locked ? present.data.scenarioId : ''}
          data={[
            { value: '', label: texts.customers.bulk.usual },
            ...(scenarios.data?.scenarios ?? []).map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={(event) => choose.mutate(event.currentTarget.value)}
        />
      ) : (
        <Skeleton shape="lines" count={2} />
      )}
    </Section>
  );
}
