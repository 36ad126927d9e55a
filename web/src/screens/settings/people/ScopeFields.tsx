import { Checkbox, Radio, TextInput } from '@mantine/core';
import { Stacked, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useSession } from '../../../session.ts';
import { seesAll } from './member-rights.ts';
import { agenciesQuery } from './people-queries.ts';
import type { MemberScope, Role } from './people-queries.ts';

interface ScopeFieldsProps {
  readonly role: Role;
  readonly scope: MemberScope;
  readonly onChange: (scope: MemberScope) => void;
}

/** Which customers a member sees: all, a portfolio or those they sell to, of all or some agencies and entities. */
export function ScopeFields({ role, scope, onChange }: ScopeFieldsProps) {
  const words = useTexts().people.edit;
  const { entities } = useSession();
  const names = useQuery(agenciesQuery);
  const set = (part: Partial<MemberScope>) => onChange({ ...scope, ...part });
  if (seesAll(role)) {
    return (
      <div>
        <span className="p-row-label">{words.chooseScope}</span>
        <p className="p-lead q-muted">{words.seesAll}</p>
      </div>
    );
  }
  return (
    <Stacked>
      <CustomersChoice scope={scope} onChange={set} salesReps={names.data?.salesReps ?? []} />
      {(names.data?.agencies.length ?? 0) > 0 && (
        <SomeOf
          title={words.agencies}
          all={words.allAgencies}
          choices={(names.data?.agencies ?? []).map((name) => ({ value: name, label: name }))}
          chosen={scope.agencies}
          onChange={(agencies) => set({ agencies })}
        />
      )}
      {entities.length > 1 && (
        <SomeOf
          title={words.entities}
          all={words.allEntities}
          choices={entities.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={scope.entities}
          onChange={(chosen) => set({ entities: chosen })}
        />
      )}
    </Stacked>
  );
}

interface CustomersChoiceProps {
  readonly scope: MemberScope;
  readonly salesReps: readonly string[];
  readonly onChange: (part: Partial<MemberScope>) => void;
}

function CustomersChoice({ scope, salesReps, onChange }: CustomersChoiceProps) {
  const words = useTexts().people.edit;
  const known = useId();
  const choices = [
    { value: 'all', label: words.customersAll, help: undefined },
    { value: 'portfolio', label: words.customersPortfolio, help: words.customersPortfolioHelp },
    { value: 'own', label: words.customersOwn, help: undefined },
  ] as const;
  return (
    <fieldset className="p-cards">
      <legend className="p-row-label">{words.chooseScope}</legend>
      {choices.map(({ value, label, help }) => (
        <Radio
          key={value}
          name="customers"
          value={value}
          size="xs"
          label={label}
          description={help}
          checked={scope.customers === value}
          onChange={() => onChange({ customers: value, salesRep: value === 'own' ? scope.salesRep : null })}
        />
      ))}
      {scope.customers === 'own' && (
        <div className="p-inset">
          <TextInput
            label={words.salesRep}
            description={words.salesRepHelp}
            list={known}
            maxLength={200}
            value={scope.salesRep ?? ''}
            onChange={(event) => onChange({ salesRep: event.currentTarget.value === '' ? null : event.currentTarget.value })}
          />
          <datalist id={known}>
            {salesReps.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </div>
      )}
    </fieldset>
  );
}

interface SomeOfProps {
  readonly title: string;
  readonly all: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Null: all. */
  readonly chosen: readonly string[] | null;
  readonly onChange: (chosen: string[] | null) => void;
}

function SomeOf({ title, all, choices, chosen, onChange }: SomeOfProps) {
  return (
    <fieldset className="p-cards">
      <legend className="p-row-label">{title}</legend>
      <Checkbox label={all} checked={chosen === null} onChange={(event) => onChange(event.currentTarget.checked ? null : [])} />
      {chosen !== null && (
        <div className="p-inset p-some">
          {choices.map(({ value, label }) => (
            <Checkbox
              key={value}
              label={label}
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
              }
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
