import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ControlProps } from './SettingRow.tsx';

interface TypedControlProps<Value> extends ControlProps<Value> {
  /** The value as it is typed. */
  readonly written: (value: Value) => string;
  /** What was typed, or nothing when it is no such value. */
  readonly parse: (typed: string) => Value | undefined;
  readonly wrong: string;
  readonly unit?: string;
  readonly type?: 'text' | 'date';
}

/** A box recorded by Enter or when it is left; what cannot be a value stays, with why. */
export function TypedControl<Value>(props: TypedControlProps<Value>) {
  const { value, written, parse, onSave } = props;
  const [draft, setDraft] = useState<string | undefined>();
  const [wrong, setWrong] = useState(false);
  const finish = () => {
    if (draft === undefined) return;
    const read = parse(draft);
    setWrong(read === undefined);
    if (read === undefined) return;
    setDraft(undefined);
    onSave(read);
  };
  return (
    <div className="p-typed">
      <TextInput
        size="sm"
        type={props.type ?? 'text'}
        aria-labelledby={props.labelledBy}
        aria-describedby={props.describedBy}
        disabled={props.disabled}
        value={draft ?? written(value)}
        error={wrong ? props.wrong : undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish();
          if (event.key === 'Escape') {
            setDraft(undefined);
            setWrong(false);
          }
        }}
      />
      {props.unit && <span className="q-muted">{props.unit}</span>}
    </div>
  );
}
