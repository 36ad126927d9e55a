import { NativeSelect, Radio } from '@mantine/core';
import { Stacked, useLanguage, useTexts } from '@quitus/ui';
import { tableTypes } from '../import-types.ts';
import { readingText } from './FirstRows.tsx';
import type { MappingDraft, MappingPreview } from './useMappingDraft.ts';

interface ReadingChoicesProps {
  readonly preview: MappingPreview;
  readonly draft: MappingDraft;
  readonly mode: 'stock' | 'delta';
  readonly onMode: (mode: 'stock' | 'delta') => void;
}

const decimalMarks = [',', '.'] as const;
const dayOrders = ['dmy', 'mdy', 'ymd'] as const;

/** What the file holds, how it writes amounts and days (with one of its own values as the example), and whether it is the whole stock. */
export function ReadingChoices({ preview, draft, mode, onMode }: ReadingChoicesProps) {
  const texts = useTexts();
  const words = texts.imports.mapping;
  const amounts = useExample(preview, 'amount');
  const days = useExample(preview, 'day');
  return (
    <Stacked>
      <div className="i-questions">
        <NativeSelect
          label={words.kind}
          value={draft.type}
          data={tableTypes.map((type) => ({ value: type, label: texts.imports.screen.types[type] }))}
          onChange={(event) => {
            const type = tableTypes.find((each) => each === event.currentTarget.value);
            if (type) draft.setType(type);
          }}
        />
        {amounts !== undefined && (
          <NativeSelect
            label={words.decimal}
            description={amounts}
            value={draft.mapping.decimalMark ?? ''}
            data={[
              { value: '', label: words.decimals.auto },
              ...decimalMarks.map((mark) => ({ value: mark, label: words.decimals[mark] })),
            ]}
            onChange={(event) => draft.setWriting('decimalMark', event.currentTarget.value)}
          />
        )}
        {days !== undefined && (
          <NativeSelect
            label={words.days}
            description={days}
            value={draft.mapping.dayOrder ?? ''}
            data={[
              { value: '', label: words.dayOrders.auto },
              ...dayOrders.map((order) => ({ value: order, label: words.dayOrders[order] })),
            ]}
            onChange={(event) => draft.setWriting('dayOrder', event.currentTarget.value)}
          />
        )}
      </div>
      {draft.type === 'items' && (
        <Radio.Group label={words.mode} value={mode} onChange={(value) => onMode(value === 'stock' ? 'stock' : 'delta')}>
          <div className="i-radios">
            {(['delta', 'stock'] as const).map((each) => (
              <Radio key={each} value={each} label={words.modes[each]} description={words.modeHelp[each]} />
            ))}
          </div>
        </Radio.Group>
      )}
      {draft.type === 'items' && mode === 'stock' && (
        <NativeSelect
          className="i-short"
          label={words.gone}
          value={draft.mapping.gone ?? 'settled'}
          data={(['settled', 'to-check'] as const).map((each) => ({ value: each, label: words.goneChoices[each] }))}
          onChange={(event) => draft.setGone(event.currentTarget.value === 'to-check' ? 'to-check' : 'settled')}
        />
      )}
    </Stacked>
  );
}

/** A value of the file with how it is read, of the first column of this kind that has one. */
function useExample(preview: MappingPreview, kind: 'amount' | 'day'): string | undefined {
  const texts = useTexts();
  const language = useLanguage();
  const kinds = new Map(preview.fields.map((field) => [field.name, field.kind]));
  const examples = preview.columns
    .filter((column) => column.field !== null && kinds.get(column.field) === kind)
    .flatMap((column) => column.samples.map((sample, row) => ({ sample, reading: column.readings[row] })));
  const shown = examples.find(({ sample }) => sample.trim() !== '');
  if (shown?.reading === undefined) return examples.length > 0 ? '' : undefined;
  return texts.imports.mapping.example(shown.sample, readingText(shown.reading, kind, language, texts));
}
