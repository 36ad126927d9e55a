import { TextInput } from '@mantine/core';
import { typedAmount } from '@quitus/ui';
import { useState } from 'react';

interface MinimumFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly description?: string;
  readonly readOnly: boolean;
  /** A decimal string; null for none. */
  readonly amount: string | null;
  readonly onChange: (amount: string | null) => void;
}

/** An amount that may be left empty; what is no amount yet changes nothing. */
export function MinimumField({ label, placeholder, description, readOnly, amount, onChange }: MinimumFieldProps) {
  const [typed, setTyped] = useState<string | undefined>();
  const wrong = typed !== undefined && typed.trim() !== '' && typedAmount(typed, 2) === undefined;
  return (
    <TextInput
      label={label}
      {...(placeholder ? { placeholder } : {})}
      {...(description ? { description } : {})}
      inputMode="decimal"
      rightSection="€"
      disabled={readOnly}
      error={wrong}
      value={typed ?? amount ?? ''}
      onChange={(event) => {
        const said = event.currentTarget.value;
        setTyped(said);
        const read = said.trim() === '' ? null : typedAmount(said, 2);
        if (read !== undefined) onChange(read);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
