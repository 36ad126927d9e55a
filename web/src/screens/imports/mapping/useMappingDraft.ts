import type { ColumnMapping, ImportView } from '@quitus/contract';
import type { OutputOf } from '@quitus/contract/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { withField, withWriting } from './mapping-draft.ts';

export type MappingPreview = OutputOf<'GET /imports/{id}/preview'>;
type TableType = MappingPreview['type'];

interface Draft {
  readonly type: TableType;
  /** Nothing while the server's own guess stands. */
  readonly mapping: ColumnMapping | undefined;
  /** Columns whose field a person chose. */
  readonly chosen: ReadonlySet<string>;
}

/** The mapping of an import being made: each change is read again by the server over the first rows of the file. */
export function useMappingDraft(view: ImportView) {
  const [draft, setDraft] = useState<Draft>({ type: view.type, mapping: undefined, chosen: new Set() });
  const trial = draft.mapping === undefined ? {} : { mapping: JSON.stringify(draft.mapping) };
  const answer = useQuery({
    queryKey: ['import', view.id, 'preview', draft.type, trial.mapping ?? ''],
    queryFn: () => api('GET /imports/{id}/preview', { params: { id: view.id }, query: { type: draft.type, ...trial } }),
    placeholderData: keepPreviousData,
  });
  const mapping = draft.mapping ?? answer.data?.mapping ?? { columns: {} };
  return {
    answer,
    type: draft.type,
    mapping,
    chosen: draft.chosen,
    setType: (type: TableType) => setDraft({ type, mapping: undefined, chosen: new Set() }),
    setField: (column: string, field: string) =>
      setDraft({ ...draft, mapping: withField(mapping, column, field), chosen: new Set([...draft.chosen, column]) }),
    setWriting: (part: 'decimalMark' | 'dayOrder', value: string) =>
      setDraft({ ...draft, mapping: withWriting(mapping, part, value) }),
    setGone: (gone: NonNullable<ColumnMapping['gone']>) => setDraft({ ...draft, mapping: { ...mapping, gone } }),
  };
}
export type MappingDraft = ReturnType<typeof useMappingDraft>;
