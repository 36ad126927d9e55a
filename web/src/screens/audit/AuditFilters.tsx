import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { api } from '../../api.ts';
import { SearchBox } from '../../lists/SearchBox.tsx';
import { useScreenSearch } from '../../search.ts';
import { useMay, useSession } from '../../session.ts';
import { useClearFilters, wholeArea } from './audit-search.ts';
import { CustomerChoice } from './CustomerChoice.tsx';

interface AuditFiltersProps {
  /** What stands for a customer or a person the address names and no list offers. */
  readonly customerName: string | undefined;
  readonly actorName: string | undefined;
  /** Only who, whose and when: of what was read there is no kind. */
  readonly reads?: boolean;
}

/** What of the record is shown, kept in the address. */
export function AuditFilters({ customerName, actorName, reads = false }: AuditFiltersProps) {
  const words = useTexts().auditScreen;
  const { search, change } = useScreenSearch();
  const clear = useClearFilters();
  const { kind, by, customer, subject, from, to, q, entity } = search;
  const asked = [kind, by, customer, subject, from, to, q, entity].filter((each) => each !== undefined).length;
  return (
    <>
      {!reads && <SearchBox label={words.search} value={q ?? ''} onChange={(next) => change({ q: next || undefined })} />}
      {!reads && <KindChoice />}
      <ActorChoice unlisted={actorName} />
      {!reads && <EntityChoice />}
      {customer ? (
        <Chip
          words={words.filters.oneCustomer(customerName ?? '…')}
          onRemove={() => change({ customer: undefined, open: undefined })}
        />
      ) : (
        <CustomerChoice label={words.filters.customer} onChoose={(id) => change({ customer: id })} />
      )}
      {!reads && subject && <Chip words={words.filters.oneSubject} onRemove={() => change({ subject: undefined })} />}
      <DayBox label={words.filters.from} day={from} onChange={(day) => change({ from: day })} />
      <DayBox label={words.filters.to} day={to} onChange={(day) => change({ to: day })} />
      {asked > 1 && (
        <Button variant="subtle" color="gray" size="xs" onClick={clear}>
          {words.filters.clear}
        </Button>
      )}
    </>
  );
}

function KindChoice() {
  const words = useTexts().auditScreen;
  const { search, change } = useScreenSearch();
  const answer = useQuery({ queryKey: ['audit', 'kinds'], queryFn: () => api('GET /audit/kinds'), staleTime: 300_000 });
  const names: Readonly<Record<string, string>> = words.areas;
  const areas = Map.groupBy(answer.data?.kinds ?? [], (each) => each.area);
  return (
    <NativeSelect
      size="xs"
      className="au-kind"
      aria-label={words.filters.kind}
      value={search.kind ?? ''}
      data={[
        { value: '', label: words.filters.any },
        ...[...areas]
          .map(([area, kinds]) => ({
            group: names[area] ?? area,
            items: [
              { value: `${area}${wholeArea}`, label: words.filters.allOf(names[area] ?? area) },
              ...kinds.map((each) => ({ value: each.kind, label: each.words })),
            ],
          }))
          .toSorted((left, right) => left.group.localeCompare(right.group)),
      ]}
      onChange={(event) => change({ kind: event.currentTarget.value || undefined })}
    />
  );
}

function ActorChoice({ unlisted }: { readonly unlisted: string | undefined }) {
  const words = useTexts().auditScreen.filters;
  const { search, change } = useScreenSearch();
  const mayKeys = useMay('administer');
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people') });
  const keys = useQuery({ queryKey: ['api-keys'], queryFn: () => api('GET /api-keys'), enabled: mayKeys });
  const options = (rows: readonly { readonly id: string; readonly name: string }[]) =>
    rows.map((row) => ({ value: row.id, label: row.name }));
  const persons = options(people.data?.people ?? []);
  const programs = options(keys.data?.keys ?? []);
  const known = [...persons, ...programs].some((each) => each.value === search.by);
  return (
    <NativeSelect
      size="xs"
      aria-label={words.actor}
      value={search.by ?? ''}
      data={[
        { value: '', label: words.anybody },
        { group: words.people, items: persons },
        ...(programs.length > 0 ? [{ group: words.programs, items: programs }] : []),
        // Somebody who left, or a key the reader may not list.
        ...(search.by && !known ? [{ value: search.by, label: unlisted ?? '…' }] : []),
      ]}
      onChange={(event) => change({ by: event.currentTarget.value || undefined })}
    />
  );
}

function EntityChoice() {
  const words = useTexts().auditScreen.filters;
  const { entities } = useSession();
  const { search, change } = useScreenSearch();
  if (entities.length < 2) return null;
  return (
    <NativeSelect
      size="xs"
      aria-label={words.entity}
      value={search.entity ?? ''}
      data={[{ value: '', label: words.allEntities }, ...entities.map((each) => ({ value: each.id, label: each.name }))]}
      onChange={(event) => change({ entity: event.currentTarget.value || undefined })}
    />
  );
}

interface DayBoxProps {
  readonly label: string;
  readonly day: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function DayBox({ label, day, onChange }: DayBoxProps) {
  return (
    <label className="au-day">
      <span className="q-muted">{label}</span>
      <TextInput
        size="xs"
        type="date"
        max="2999-12-31"
        value={day ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </label>
  );
}

function Chip({ words, onRemove }: { readonly words: string; readonly onRemove: () => void }) {
  const { filters } = useTexts().auditScreen;
  return (
    <span className="q-chip">
      <span className="q-chip-words">{words}</span>
      <button type="button" className="q-plain q-chip-remove" aria-label={filters.remove(words)} onClick={onRemove}>
        <IconX size={13} className="q-icon" aria-hidden />
      </button>
    </span>
  );
}
