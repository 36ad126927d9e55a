import { ActionIcon, NativeSelect, Switch } from '@mantine/core';
import { hint, useTexts } from '@quitus/ui';
import { IconGripVertical, IconTrash } from '@tabler/icons-react';
import { CriteriaField } from '../CriteriaField.tsx';
import type { Scenario } from '../scenario.ts';
import type { useReorder } from '../useReorder.ts';
import type { EditedRule } from './rule.ts';

interface RuleLineProps {
  readonly rule: EditedRule;
  readonly place: number;
  readonly scenarios: readonly Scenario[];
  readonly readOnly: boolean;
  /** Whom it takes, the rules before it having had theirs; unknown until counted. */
  readonly customers: number | undefined;
  readonly reorder: ReturnType<typeof useReorder>;
  readonly onChange: (rule: EditedRule) => void;
  readonly onRemove: () => void;
}

/** One rule: its place, its name, its conditions, the scenario it gives and whom it takes. */
export function RuleLine(props: RuleLineProps) {
  const { rule, place, scenarios, readOnly, customers, reorder, onChange } = props;
  const words = useTexts().scenarios.rules;
  return (
    <li className="n-rule" data-off={!rule.enabled || undefined} {...reorder.row(place)}>
      <div className="n-rule-head">
        {readOnly ? (
          <span />
        ) : (
          <button
            type="button"
            className="q-plain n-handle"
            aria-label={words.move(rule.name)}
            {...hint(words.move(rule.name))}
            {...reorder.handle(place)}
          >
            <IconGripVertical size={16} className="q-icon" aria-hidden />
          </button>
        )}
        <span className="n-rule-place q-number q-muted">{place + 1}</span>
        <input
          className="n-field n-name"
          aria-label={words.name}
          disabled={readOnly}
          maxLength={100}
          value={rule.name}
          onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
        />
        <span className="n-rule-count q-number" role="status">
          {rule.enabled ? customers !== undefined && words.takes(customers) : words.off}
        </span>
        <Switch
          size="xs"
          aria-label={words.enabled(rule.name)}
          disabled={readOnly}
          checked={rule.enabled}
          onChange={(event) => onChange({ ...rule, enabled: event.currentTarget.checked })}
        />
        {!readOnly && (
          <ActionIcon variant="subtle" color="gray" aria-label={words.remove(rule.name)} onClick={props.onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <div className="n-rule-body">
        <div role="group" aria-label={words.criteria}>
          <p className="n-label">{words.criteria}</p>
          <CriteriaField
            criteria={rule.criteria}
            readOnly={readOnly}
            other={{ text: words.otherCriteria, replace: words.replaceCriteria }}
            onChange={(criteria) => onChange({ ...rule, criteria })}
          />
          {rule.criteria === null && <p className="n-note q-muted">{words.noCriteria}</p>}
        </div>
        <NativeSelect
          size="xs"
          label={words.scenario}
          disabled={readOnly}
          value={rule.scenarioId}
          data={scenarios.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(event) => onChange({ ...rule, scenarioId: event.currentTarget.value })}
        />
      </div>
    </li>
  );
}
