import { Checkbox } from '@mantine/core';

interface TickListProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** A few names to tick; nothing ticked is for the list's help to explain. */
export function TickList({ label, options, chosen, onChange }: TickListProps) {
  return (
    <fieldset className="d-fieldset d-ticks">
      <legend className="d-label">{label}</legend>
      <div className="d-ticks-list" tabIndex={options.length > 5 ? 0 : undefined} role="group" aria-label={label}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            checked={chosen.includes(option.value)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
