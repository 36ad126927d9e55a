import { Alert, Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ApiProblem } from '@quitus/contract/client';
import { Columns, EmptyState, Page, StatusBadge, useTexts, useToast } from '@quitus/ui';
import { IconAlertTriangle, IconPlus, IconRoute } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComponentProps } from 'react';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { Refused } from '../../../Refused.tsx';
import { useRightReason } from '../../../rights.ts';
import { useMay } from '../../../session.ts';
import type { Scenario } from '../scenario.ts';
import { freshId } from '../sections.ts';
import { useReorder } from '../useReorder.ts';
import { editedRules, isComplete, ruleBodies, takenBy } from './rule.ts';
import type { EditedRule, Effect, SavedRules } from './rule.ts';
import { RuleEffect } from './RuleEffect.tsx';
import { RuleLine } from './RuleLine.tsx';

interface EditRulesProps {
  readonly saved: SavedRules;
  readonly scenarios: readonly Scenario[];
  readonly frame: Pick<ComponentProps<typeof Page>, 'title' | 'trail' | 'help'>;
}

// Long enough not to count at each letter.
const pauseMilliseconds = 350;

/** What these rules would do, counted again when they change. */
function useEffectOf(rules: readonly EditedRule[], enabled: boolean) {
  const [asked] = useDebouncedValue(JSON.stringify(ruleBodies(rules)), pauseMilliseconds);
  return useQuery({
    queryKey: ['assignment-rules', 'effect', asked],
    queryFn: () => api('POST /assignment-rules/preview', { body: { rules: JSON.parse(asked) as ReturnType<typeof ruleBodies> } }),
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** The rules in their order, each with whom it takes; what changes is counted beside, then saved and applied. */
export function EditRules({ saved, scenarios, frame }: EditRulesProps) {
  const words = useTexts().scenarios.rules;
  const readOnly = !useMay('manage');
  const forbidden = useRightReason('manage');
  const [rules, setRules] = useState(() => editedRules(saved));
  const effect = useEffectOf(rules, !readOnly);
  const save = useSave(saved);
  const changed = JSON.stringify(rules) !== JSON.stringify(editedRules(saved));
  const incomplete = rules.some((rule) => !isComplete(rule));
  const changing = effect.data?.changing ?? 0;
  const add = () =>
    setRules([
      ...rules,
      {
        id: freshId(),
        name: words.fresh(rules.length + 1),
        scenarioId: (scenarios.find((each) => !each.isDefault) ?? scenarios[0])?.id ?? '',
        criteria: null,
        enabled: true,
      },
    ]);
  return (
    <Page
      {...frame}
      detail={forbidden ?? (changed && <StatusBadge tone="waiting">{words.unsaved}</StatusBadge>)}
      actions={
        <>
          {changed && (
            <Button variant="subtle" color="gray" onClick={() => setRules(editedRules(saved))}>
              {words.revert}
            </Button>
          )}
          <MayButton may="manage" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={add}>
            {words.add}
          </MayButton>
          {(changed || changing > 0) && (
            <MayButton
              may="manage"
              blocked={incomplete ? words.incomplete : undefined}
              loading={save.isPending}
              onClick={() => save.mutate(changed ? rules : undefined)}
            >
              {!changed ? words.apply(changing) : changing > 0 ? words.saveAndMove(changing) : words.save}
            </MayButton>
          )}
        </>
      }
    >
      <SaveProblem error={save.error} />
      <Columns shape="wide-first">
        <RuleList
          rules={rules}
          saved={saved}
          scenarios={scenarios}
          readOnly={readOnly}
          effect={effect.data}
          onChange={setRules}
        />
        {!readOnly && (rules.length > 0 || changed) && <RuleEffect answer={effect} />}
      </Columns>
    </Page>
  );
}

function SaveProblem({ error }: { readonly error: unknown }) {
  const words = useTexts().scenarios.rules;
  const cache = useQueryClient();
  if (!(error instanceof ApiProblem && error.problem.code === 'rules.changed-meanwhile')) return <Refused error={error} />;
  return (
    <Alert color="late" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />} title={words.conflict}>
      <Button
        size="xs"
        variant="default"
        onClick={() => void cache.invalidateQueries({ queryKey: ['assignment-rules'], exact: true })}
      >
        {words.conflictReload}
      </Button>
    </Alert>
  );
}

/** Saves the rules, if they changed, and applies them. */
function useSave(saved: SavedRules) {
  const words = useTexts().scenarios.rules;
  const toast = useToast();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (rules: readonly EditedRule[] | undefined) => {
      const answer =
        rules && (await api('PUT /assignment-rules', { body: { revision: saved.revision, rules: ruleBodies(rules) } }));
      const { changed } = await api('POST /assignment-rules/apply');
      return { answer, changed };
    },
    onSuccess: async ({ answer, changed }) => {
      toast.done(changed > 0 ? words.savedAndMoved(changed) : words.saved);
      if (answer) cache.setQueryData(['assignment-rules'], answer);
      await Promise.all(
        ['assignment-rules', 'scenarios', 'scenario', 'customer', 'customers', 'plan'].map((name) =>
          cache.invalidateQueries({ queryKey: [name] }),
        ),
      );
    },
  });
}

interface RuleListProps {
  readonly rules: readonly EditedRule[];
  readonly saved: SavedRules;
  readonly scenarios: readonly Scenario[];
  readonly readOnly: boolean;
  readonly effect: Effect | undefined;
  readonly onChange: (rules: EditedRule[]) => void;
}

function RuleList({ rules, saved, scenarios, readOnly, effect, onChange }: RuleListProps) {
  const words = useTexts().scenarios.rules;
  const toast = useToast();
  const [said, setSaid] = useState('');
  const counts = takenBy(rules, effect);
  const reorder = useReorder({
    nameOf: (place) => rules[place]?.id ?? '',
    onMove: (from, to) => {
      const moving = rules[from];
      if (!moving || to < 0 || to >= rules.length) return false;
      onChange(rules.filter((_rule, place) => place !== from).toSpliced(to, 0, moving));
      setSaid(words.moved(moving.name, to + 1, rules.length));
      return true;
    },
  });
  const usual = scenarios.find((scenario) => scenario.isDefault);
  return (
    <div className="n-rules">
      {rules.length === 0 ? (
        <EmptyState icon={IconRoute} title={words.empty}>
          {words.emptyText}
        </EmptyState>
      ) : (
        <ol className="n-rule-list">
          {rules.map((rule, place) => (
            <RuleLine
              key={rule.id}
              rule={rule}
              place={place}
              scenarios={scenarios}
              readOnly={readOnly}
              customers={readOnly ? saved.rules.find((each) => each.id === rule.id)?.customers : counts.get(rule.id)}
              reorder={reorder}
              onChange={(next) => onChange(rules.map((each) => (each.id === rule.id ? next : each)))}
              onRemove={() => {
                onChange(rules.filter((each) => each.id !== rule.id));
                toast.done(words.removed(rule.name), () => onChange([...rules]));
              }}
            />
          ))}
        </ol>
      )}
      <dl className="n-rest">
        {usual && (
          <div>
            <dt>{words.others}</dt>
            <dd>{words.othersFollow(usual.name)}</dd>
            {effect && <dd className="q-number">{words.takesNow(effect.unmatched)}</dd>}
          </div>
        )}
        {effect && effect.locked > 0 && (
          <div>
            <dt>{words.locked}</dt>
            <dd>{words.lockedText}</dd>
            <dd className="q-number">{words.takesNow(effect.locked)}</dd>
          </div>
        )}
      </dl>
      <p className="q-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
