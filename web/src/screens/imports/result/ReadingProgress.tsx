import { Progress } from '@mantine/core';
import type { ImportView } from '@quitus/contract';
import { formatPercent } from '@quitus/texts';
import { Section, useLanguage, useTexts } from '@quitus/ui';

/** How far the file was read. */
export function ReadingProgress({ view }: { readonly view: ImportView }) {
  const words = useTexts().imports.result;
  const language = useLanguage();
  return (
    <Section title={words.readingTitle} actions={<span className="q-number">{formatPercent(language, view.progress)}</span>}>
      <div role="status">
        <Progress value={view.progress * 100} aria-label={words.readingTitle} animated />
        <p className="i-note q-muted">{words.readingHelp}</p>
      </div>
    </Section>
  );
}
