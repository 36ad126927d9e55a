import type { ImportView } from '@quitus/contract';
import { formatCount, formatInstant } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { StatusBadge, hint } from '@quitus/ui';
import type { GridColumn, Tone } from '@quitus/ui';
import { IconCheck, IconX } from '@tabler/icons-react';
import { agreesToTheCent } from './result/control.ts';

const tones: Record<ImportView['state'], Tone> = {
  uploaded: 'neutral',
  mapping: 'waiting',
  reading: 'current',
  previewed: 'waiting',
  held: 'waiting',
  applied: 'settled',
  refused: 'late',
  failed: 'late',
  undone: 'neutral',
  discarded: 'neutral',
};

/** Where an import stands, as a word and its colour. */
export function ImportState({ view, texts }: { readonly view: ImportView; readonly texts: Texts }) {
  return <StatusBadge tone={tones[view.state]}>{texts.imports.screen.states[view.state]}</StatusBadge>;
}

/** The columns of the list of imports. */
export function importColumns(texts: Texts, language: Language, severalEntities: boolean): GridColumn<ImportView>[] {
  const words = texts.imports.screen;
  const count = (id: 'read' | 'rejected', value: (row: ImportView) => number): GridColumn<ImportView> => ({
    id,
    title: words.columns[id],
    width: 92,
    align: 'end',
    cell: (row) => <Count language={language} count={value(row)} late={id === 'rejected'} />,
  });
  return [
    {
      id: 'file',
      title: words.columns.file,
      width: 200,
      grow: true,
      fixed: true,
      primary: 'title',
      cell: (row) => (
        <span className="q-clip" {...hint(row.fileName)}>
          {row.fileName}
        </span>
      ),
    },
    {
      id: 'type',
      title: words.columns.type,
      width: 168,
      cell: (row) => <span className="q-clip">{words.types[row.type]}</span>,
    },
    ...(severalEntities
      ? [
          {
            id: 'entity',
            title: words.columns.entity,
            width: 150,
            cell: (row: ImportView) => <span className="q-clip">{row.entity}</span>,
          },
        ]
      : []),
    {
      id: 'state',
      title: words.columns.state,
      width: 170,
      primary: 'figure',
      cell: (row) => <ImportState view={row} texts={texts} />,
    },
    {
      id: 'when',
      title: words.columns.when,
      width: 132,
      primary: 'detail',
      cell: (row) => <span className="q-number">{formatInstant(language, row.createdAt)}</span>,
    },
    { id: 'by', title: words.columns.by, width: 120, cell: (row) => <span className="q-clip">{row.author}</span> },
    count('read', (row) => row.counts.read),
    {
      id: 'taken',
      title: words.columns.taken,
      hint: words.columns.takenHelp,
      width: 92,
      align: 'end',
      cell: (row) => <Count language={language} count={row.counts.created + row.counts.updated} />,
    },
    count('rejected', (row) => row.counts.rejected),
    {
      id: 'control',
      title: words.columns.control,
      hint: words.columns.controlHelp,
      width: 96,
      cell: (row) => <Control view={row} texts={texts} />,
    },
  ];
}

function Count({
  language,
  count,
  late = false,
}: {
  readonly language: Language;
  readonly count: number;
  readonly late?: boolean;
}) {
  if (count === 0) return <span className="q-muted">–</span>;
  return (
    <span className="q-number" data-tone={late ? 'late' : undefined}>
      {formatCount(language, count)}
    </span>
  );
}

function Control({ view, texts }: { readonly view: ImportView; readonly texts: Texts }) {
  const words = texts.imports.screen;
  if (view.controls.length === 0)
    return (
      <span className="q-muted" {...hint(words.noControl)}>
        –
      </span>
    );
  const agrees = view.controls.every(agreesToTheCent);
  const Mark = agrees ? IconCheck : IconX;
  const text = agrees ? words.agrees : words.differs;
  return (
    <span className="i-control" data-tone={agrees ? 'settled' : 'late'} role="img" aria-label={text} {...hint(text)}>
      <Mark size={16} className="q-icon" aria-hidden />
      <span aria-hidden>=</span>
    </span>
  );
}
