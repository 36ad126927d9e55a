import { Button, Modal, NativeSelect, Radio } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';

/** What can be changed for many customers at once. */
type Change = 'scenario' | 'collector' | 'group' | 'creditStatus';
const changes: readonly Change[] = ['scenario', 'collector', 'group', 'creditStatus'];
// One request a customer: more would keep a person waiting.
const most = 500;
const together = 6;

interface BulkChangeProps {
  readonly customerIds: readonly string[];
  readonly onDone: () => void;
}

/** The button of the bulk bar that gives ticked customers a scenario, a collector, a group or a credit status. */
export function BulkChange({ customerIds, onDone }: BulkChangeProps) {
  const texts = useTexts();
  const words = texts.customers.bulk;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <MayButton
        may="work"
        size="xs"
        blocked={customerIds.length > most ? words.tooMany(most) : undefined}
        onClick={() => setAsking(true)}
      >
        {words.change(customerIds.length)}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.title(customerIds.length)}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <BulkForm
          customerIds={customerIds}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onDone();
          }}
        />
      </Modal>
    </>
  );
}

function BulkForm({ customerIds, onClose, onDone }: BulkChangeProps & { readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.customers.bulk;
  const toast = useToast();
  const cache = useQueryClient();
  const [what, setWhat] = useState<Change>('scenario');
  const choices = useChoices(what);
  const [chosen, setChosen] = useState<string | undefined>();
  const [done, setDone] = useState(0);
  const value = chosen ?? choices[0]?.value;
  const apply = useMutation({
    mutationFn: () => changeAll(customerIds, what, value ?? '', setDone),
    onSuccess: async ({ failed, reason }) => {
      await Promise.all(['customers', 'customer', 'overview'].map((name) => cache.invalidateQueries({ queryKey: [name] })));
      const changed = customerIds.length - failed;
      if (failed === 0) toast.done(words.done(changed));
      else toast.failed(words.partly(changed, failed, sentenceOf(reason, texts.common.error.offline)));
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate();
      }}
    >
      <Stacked>
        <Radio.Group
          label={words.what}
          value={what}
          onChange={(next) => {
            setWhat(changes.find((each) => each === next) ?? 'scenario');
            setChosen(undefined);
          }}
        >
          <Inline>
            {changes.map((each) => (
              <Radio key={each} value={each} label={words[each]} />
            ))}
          </Inline>
        </Radio.Group>
        {what === 'group' && choices.length === 0 ? (
          <p className="q-muted">{words.noGroup}</p>
        ) : (
          <NativeSelect
            label={words[what]}
            data={choices}
            value={value ?? ''}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        <Inline end>
          {apply.isPending && (
            <span className="q-muted" role="status">
              {words.progress(done, customerIds.length)}
            </span>
          )}
          <Button variant="default" onClick={onClose}>
            {texts.common.actions.cancel}
          </Button>
          <Button type="submit" loading={apply.isPending} disabled={value === undefined}>
            {words.apply(customerIds.length)}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}

function useChoices(what: Change): { value: string; label: string }[] {
  const texts = useTexts();
  const words = texts.customers;
  const scenarios = useQuery({
    queryKey: ['scenarios'],
    queryFn: () => api('GET /scenarios'),
    enabled: what === 'scenario',
  });
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people'), enabled: what === 'collector' });
  const groups = useQuery({
    queryKey: ['customer-groups'],
    queryFn: () => api('GET /customer-groups'),
    enabled: what === 'group',
  });
  switch (what) {
    case 'scenario':
      return [
        { value: '', label: words.bulk.usual },
        ...(scenarios.data?.scenarios ?? []).map((each) => ({ value: each.id, label: each.name })),
      ];
    case 'collector':
      return [
        { value: '', label: words.bulk.nobody },
        ...(people.data?.people ?? []).map((each) => ({ value: each.id, label: each.name })),
      ];
    case 'group':
      return (groups.data?.groups ?? []).map((each) => ({ value: each.id, label: each.name }));
    case 'creditStatus':
      return (['open', 'watch', 'blocked'] as const).map((each) => ({ value: each, label: words.credit[each] }));
  }
}

function changeOne(id: string, what: Exclude<Change, 'group'>, value: string): Promise<unknown> {
  const params = { id };
  switch (what) {
    case 'scenario':
      return api('POST /customers/{id}/scenario', { params, body: { scenarioId: value === '' ? null : value } });
    case 'collector':
      return api('PATCH /customers/{id}', { params, body: { collectorId: value === '' ? null : value } });
    case 'creditStatus':
      return api('PATCH /customers/{id}', {
        params,
        body: { creditStatus: value === 'watch' ? 'watch' : value === 'blocked' ? 'blocked' : 'open' },
      });
  }
}

/** Changes each customer, a few at a time; a refusal does not stop the others. */
async function changeAll(
  ids: readonly string[],
  what: Change,
  value: string,
  onDone: (done: number) => void,
): Promise<{ failed: number; reason: unknown }> {
  if (what === 'group') {
    await api('PATCH /customer-groups/{id}', { params: { id: value }, body: { add: [...ids] } });
    return { failed: 0, reason: undefined };
  }
  let failed = 0;
  let reason: unknown;
  for (let from = 0; from < ids.length; from += together) {
    const answers = await Promise.allSettled(ids.slice(from, from + together).map((id) => changeOne(id, what, value)));
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue;
      failed += 1;
      reason = answer.reason;
    }
    onDone(Math.min(from + together, ids.length));
  }
  return { failed, reason };
}
