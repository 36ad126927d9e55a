import { Button } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useMay } from '../../../session.ts';
import { useChangeSetting } from '../settings-queries.ts';
import type { Setting } from '../settings-queries.ts';

export interface ControlProps<Value> {
  readonly value: Value;
  readonly disabled: boolean;
  readonly onSave: (value: Value) => void;
  readonly labelledBy: string;
  readonly describedBy: string;
}

interface SettingRowProps<Value> {
  readonly setting: Setting;
  readonly label: string;
  readonly effect: string;
  /** Reads the value as the wire gives it. */
  readonly read: (value: unknown) => Value;
  /** A value in words, for the usual one. */
  readonly shown: (value: Value) => string;
  readonly control: (props: ControlProps<Value>) => ReactNode;
}

/** One setting: its name, what it changes, its control, its usual value. Recorded at once, with the way back. */
export function SettingRow<Value>({ setting, label, effect, read, shown, control }: SettingRowProps<Value>) {
  const words = useTexts().settings;
  const id = useId();
  const may = useMay('administer');
  const change = useChangeSetting(setting.key, label);
  const value = read(setting.value);
  const usual = read(setting.default);
  const isUsual = JSON.stringify(value) === JSON.stringify(usual);
  const save = (next: Value) => {
    if (JSON.stringify(next) !== JSON.stringify(value)) change.mutate({ value: next, before: setting.value });
  };
  return (
    <div className="p-row" id={setting.key}>
      <div className="p-row-words">
        <span className="p-row-label" id={`${id}-label`}>
          {label}
        </span>
        <span className="q-muted" id={`${id}-effect`}>
          {effect}
        </span>
      </div>
      <div className="p-row-control">
        {control({
          value,
          disabled: !may || change.isPending,
          onSave: save,
          labelledBy: `${id}-label`,
          describedBy: `${id}-effect`,
        })}
        <span className="p-usual q-muted">
          {isUsual ? words.isStandard : words.standard(shown(usual))}
          {!isUsual && may && (
            <Button variant="subtle" size="compact-xs" onClick={() => save(usual)}>
              {words.reset}
            </Button>
          )}
        </span>
      </div>
    </div>
  );
}
