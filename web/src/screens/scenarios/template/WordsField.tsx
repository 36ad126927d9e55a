import { Button, Textarea } from '@mantine/core';
import type { TemplateFieldView } from '@quitus/contract';
import { Inline, Skeleton, useTexts } from '@quitus/ui';
import { IconCode, IconLetterT } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { readBody, writeBody } from './body-source.ts';
import type { RichKind } from './RichText.tsx';

// Most visits to a scenario write nothing: the editor comes when words are opened.
const RichText = lazy(async () => ({ default: (await import('./RichText.tsx')).RichText }));

interface WordsFieldProps {
  readonly label: string;
  readonly kind: RichKind;
  readonly value: string;
  readonly fields: readonly TemplateFieldView[];
  readonly readOnly: boolean;
  readonly onChange: (value: string) => void;
}

/** One text, rich or as its source. */
export function WordsField({ label, kind, value, fields, readOnly, onChange }: WordsFieldProps) {
  const words = useTexts().templates.editor;
  const [keptInSource] = useState(() => kind === 'body' && !isOurs(value));
  const [asSource, setAsSource] = useState(keptInSource);
  return (
    <div className="q-stacked" data-gap="tight">
      {asSource ? (
        <Textarea
          label={label}
          description={keptInSource ? words.opensInSource : words.sourceHelp}
          autosize
          minRows={kind === 'line' ? 1 : 8}
          maxRows={24}
          readOnly={readOnly}
          classNames={{ input: 'tpl-source' }}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <Suspense fallback={<Skeleton shape="lines" />}>
          <RichText label={label} kind={kind} value={value} fields={fields} readOnly={readOnly} onChange={onChange} />
        </Suspense>
      )}
      {kind !== 'line' && (
        <Inline end>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={asSource ? <IconLetterT size={13} aria-hidden /> : <IconCode size={13} aria-hidden />}
            onClick={() => setAsSource(!asSource)}
          >
            {asSource ? words.rich : words.source}
          </Button>
        </Inline>
      )}
    </div>
  );
}

// Whether the rich editor would write a text as it stands, blank lines aside: then opening it there changes nothing.
function isOurs(source: string): boolean {
  const even = (text: string): string =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n');
  return even(writeBody(readBody(source))) === even(source);
}
