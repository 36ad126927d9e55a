import { NativeSelect, SegmentedControl } from '@mantine/core';
import { formatDay, formatDecimal, formatMonth } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { StatusBadge, hint, useLanguage, useTexts } from '@quitus/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { fieldOf } from './mapping-draft.ts';
import type { MappingDraft, MappingPreview } from './useMappingDraft.ts';

type Column = MappingPreview['columns'][number];
type Reading = Column['readings'][number];
type Shown = 'read' | 'file';

// As the server says: below it a person should look.
const sureFrom = 0.6;

/** The first rows of the file under their columns, each column with the field it is read as. */
export function FirstRows({ preview, draft }: { readonly preview: MappingPreview; readonly draft: MappingDraft }) {
  const words = useTexts().imports.mapping;
  const [shown, setShown] = useState<Shown>('read');
  const rows = Math.max(0, ...preview.columns.map((column) => column.samples.length));
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={words.view}
        value={shown}
        data={[
          { value: 'read', label: words.asRead },
          { value: 'file', label: words.asFile },
        ]}
        onChange={(value) => setShown(value === 'file' ? 'file' : 'read')}
      />
      {/* It scrolls by itself: the keyboard must reach it. */}
      <div className="i-rows" role="region" aria-label={words.table} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <td />
              {preview.columns.map((column) => (
                <th key={column.name} scope="col" data-out={fieldOf(draft.mapping, column.name) === undefined || undefined}>
                  <ColumnHead column={column} preview={preview} draft={draft} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, row) => (
              <tr key={row}>
                <th scope="row">
                  <span className="q-hidden">{words.row(row + 1)}</span>
                  <span aria-hidden>{row + 1}</span>
                </th>
                {preview.columns.map((column) => (
                  <Cell key={column.name} column={column} row={row} shown={shown} preview={preview} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface ColumnHeadProps {
  readonly column: Column;
  readonly preview: MappingPreview;
  readonly draft: MappingDraft;
}

function ColumnHead({ column, preview, draft }: ColumnHeadProps) {
  const words = useTexts().imports.mapping;
  const field = fieldOf(draft.mapping, column.name) ?? '';
  const known = preview.fields.find((each) => each.name === field);
  return (
    <div className="i-head">
      <span className="q-clip" {...hint(column.name)}>
        {column.name}
      </span>
      <NativeSelect
        size="xs"
        aria-label={words.fieldOf(column.name)}
        value={field}
        data={[
          { value: '', label: words.ignored },
          ...preview.fields.map((each) => ({ value: each.name, label: each.required ? `${each.label} *` : each.label })),
        ]}
        onChange={(event) => draft.setField(column.name, event.currentTarget.value)}
      />
      <Sureness column={column} field={field} draft={draft} saved={preview.mappingName !== null} help={known?.help ?? ''} />
    </div>
  );
}

interface SurenessProps {
  readonly column: Column;
  readonly field: string;
  readonly draft: MappingDraft;
  readonly saved: boolean;
  readonly help: string;
}

function Sureness({ column, field, draft, saved, help }: SurenessProps) {
  const words = useTexts().imports.mapping;
  if (field === '')
    return (
      <span className="i-sure q-muted" {...hint(words.reason.none)}>
        –
      </span>
    );
  const sureness = draft.chosen.has(column.name) ? 'chosen' : saved || column.confidence >= sureFrom ? 'sure' : 'likely';
  return (
    <span className="i-sure" {...hint(`${words.reason[sureness]} ${help}`.trim())}>
      <StatusBadge quiet tone={sureness === 'likely' ? 'waiting' : sureness === 'sure' ? 'settled' : 'accent'}>
        {words[sureness]}
      </StatusBadge>
    </span>
  );
}

interface CellProps {
  readonly column: Column;
  readonly row: number;
  readonly shown: Shown;
  readonly preview: MappingPreview;
}

function Cell({ column, row, shown, preview }: CellProps) {
  const texts = useTexts();
  const language = useLanguage();
  const sample = column.samples[row] ?? '';
  const reading = column.readings[row];
  const kind = preview.fields.find((field) => field.name === column.field)?.kind;
  const align = kind === 'amount' || kind === 'day' ? 'end' : undefined;
  if (reading?.reason)
    return (
      <td data-align={align} data-tone="late" className="i-bad" {...hint(reading.reason)}>
        <IconAlertTriangle size={13} className="q-icon" aria-hidden />
        <span>{sample}</span>
        <span className="q-hidden">{reading.reason}</span>
      </td>
    );
  return (
    <td data-align={align} data-out={column.field === null || undefined} {...hint(sample)}>
      {shown === 'file' || reading === undefined ? sample : readingText(reading, kind, language, texts)}
    </td>
  );
}

/** A value as it is read, in the reader's own writing: 31/03/2026, 1 234,56. */
export function readingText(reading: Reading, kind: string | undefined, language: Language, texts: Texts): string {
  if (reading.value === null) return reading.reason ?? '–';
  if (kind === 'day') return formatDay(language, reading.value);
  if (kind === 'month') return formatMonth(language, reading.value);
  if (kind === 'amount') return formatDecimal(language, reading.value);
  return reading.value === '' ? texts.common.none : reading.value;
}
