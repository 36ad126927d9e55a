import type { KeyScope } from '@quitus/contract';
import { useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import { useSession } from '../../../session.ts';
import { TickList } from '../TickList.tsx';

const lists = ['entities', 'agencies', 'collectors', 'salesReps'] as const;
type ListName = (typeof lists)[number];
/** What was chosen in each list; nothing means all. */
export type ScopeDraft = { readonly [Name in ListName]?: readonly string[] };

/** The scope a draft asks for: lists where nothing was chosen are left out. */
export function scopeOf(draft: ScopeDraft): KeyScope {
  return Object.fromEntries(lists.flatMap((list) => (draft[list] && draft[list].length > 0 ? [[list, [...draft[list]]]] : [])));
}

interface KeyScopeChoiceProps {
  readonly draft: ScopeDraft;
  readonly onChange: (draft: ScopeDraft) => void;
}

/** What a key sees: entities, agencies, portfolios, customers of sales people. Lists with nothing to choose from are not shown. */
export function KeyScopeChoice({ draft, onChange }: KeyScopeChoiceProps) {
  const words = useTexts().developers.keys;
  const { entities } = useSession();
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people') });
  const ledger = useQuery({ queryKey: ['agencies'], queryFn: () => api('GET /agencies') });
  const option = ({ id, name }: { readonly id: string; readonly name: string }) => ({ value: id, label: name });
  const named = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));
  const options: Record<ListName, readonly { readonly value: string; readonly label: string }[]> = {
    entities: entities.length > 1 ? entities.map(option) : [],
    agencies: named(ledger.data?.agencies ?? []),
    collectors: (people.data?.people ?? []).filter((person) => person.portfolio > 0).map(option),
    salesReps: named(ledger.data?.salesReps ?? []),
  };
  const offered = lists.filter((list) => options[list].length > 0);
  if (offered.length === 0) return null;
  return (
    <fieldset className="d-fieldset">
      <legend className="d-label">{words.sees}</legend>
      <p className="q-muted d-plain">{words.seesHelp}</p>
      <div className="d-grid">
        {offered.map((list) => (
          <TickList
            key={list}
            label={words[list]}
            options={options[list]}
            chosen={draft[list] ?? []}
            onChange={(chosen) => onChange({ ...draft, [list]: chosen })}
          />
        ))}
      </div>
    </fieldset>
  );
}
