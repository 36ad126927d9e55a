import { NativeSelect } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import type { Texts } from '@quitus/texts';
import { ErrorState, Inline, Section, Skeleton, useTexts, useToast } from '@quitus/ui';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useMay } from '../../../session.ts';
import { useCustomerChanged } from '../customer-queries.ts';

type Followed = OutputOf<'GET /customers/{id}/scenario'>;

/** By whom the scenario was chosen: a person, a rule, or nobody. */
function chosenBy({ scenarios }: Texts, { locked, author, rule }: Followed): string {
  const words = scenarios.rules.customer;
  if (locked) return author === null ? words.byHandOf : words.byHand(author);
  if (!rule) return words.byDefault;
  return rule.name === null ? words.byRemovedRule : words.byRule(rule.name);
}

/** Which scenario a customer follows and why: by the rules, or kept by hand whatever they say. */
export function ScenarioChoice({ customerId }: { readonly customerId: string }) {
  const texts = useTexts();
  const words = texts.customer.details;
  const params = { id: customerId };
  const present = useQuery({
    queryKey: ['customer', customerId, 'scenario'],
    queryFn: () => api('GET /customers/{id}/scenario', { params }),
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
      {present.isError ? (
        <ErrorState error={present.error} onRetry={() => void present.refetch()} />
      ) : present.data ? (
        <Choice customerId={customerId} followed={present.data} />
      ) : (
        <Skeleton shape="lines" count={2} />
      )}
    </Section>
  );
}

function Choice({ customerId, followed }: { readonly customerId: string; readonly followed: Followed }) {
  const texts = useTexts();
  const words = texts.scenarios.rules.customer;
  const toast = useToast();
  const may = useMay('work');
  const changed = useCustomerChanged(customerId);
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: () => api('GET /scenarios') });
  const choose = useMutation({
    mutationFn: (scenarioId: string | null) =>
      api('POST /customers/{id}/scenario', { params: { id: customerId }, body: { scenarioId } }),
    onSuccess: async (now) => {
      toast.done(now.locked ? words.locked(now.name) : words.unlocked(now.name));
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <div className="q-stacked" data-gap="tight">
      <NativeSelect
        aria-label={texts.customer.details.scenario}
        description={chosenBy(texts, followed)}
        inputWrapperOrder={['input', 'description']}
        disabled={!may || choose.isPending}
        value={followed.scenarioId}
        data={(scenarios.data?.scenarios ?? [{ id: followed.scenarioId, name: followed.name }]).map((each) => ({
          value: each.id,
          label: each.name,
        }))}
        onChange={(event) => choose.mutate(event.currentTarget.value)}
      />
      <Inline>
        {followed.locked ? (
          <MayButton
            may="work"
            variant="default"
            size="xs"
            leftSection={<IconLockOpen size={14} aria-hidden />}
            loading={choose.isPending}
            onClick={() => choose.mutate(null)}
          >
            {words.unlock}
          </MayButton>
        ) : (
          <MayButton
            may="work"
            variant="default"
            size="xs"
            leftSection={<IconLock size={14} aria-hidden />}
            loading={choose.isPending}
            onClick={() => choose.mutate(followed.scenarioId)}
          >
            {words.lock}
          </MayButton>
        )}
      </Inline>
    </div>
  );
}
