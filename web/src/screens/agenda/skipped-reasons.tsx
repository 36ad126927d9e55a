import { formatCount } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { ShortTable, useLanguage, useTexts } from '@quitus/ui';

/** The sentence of a reason code of the engine; the code itself for one this screen does not know yet. */
export function reasonWords(texts: Texts, code: string): string {
  const words: Readonly<Record<string, string>> = texts.dunning.reasons;
  return words[code] ?? code;
}

/** What was left out and why, the most frequent first. */
export function SkippedReasons({
  skipped,
  label,
}: {
  readonly skipped: Readonly<Record<string, number>>;
  readonly label: string;
}) {
  const texts = useTexts();
  const language = useLanguage();
  const rows = Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .toSorted(([, left], [, right]) => right - left);
  if (rows.length === 0) return <p className="q-muted">{texts.agenda.run.noneSkipped}</p>;
  return <ShortTable label={label} rows={rows} rowKey={([code]) => code} columns={reasonColumns(texts, language)} />;
}

type Skip = [code: string, count: number];

function reasonColumns(texts: Texts, language: Language) {
  return [
    { id: 'why', title: texts.common.why.title, cell: ([code]: Skip) => reasonWords(texts, code) },
    {
      id: 'count',
      title: texts.agenda.plan.itemsColumn,
      align: 'end' as const,
      cell: ([, count]: Skip) => <span className="q-number">{formatCount(language, count)}</span>,
    },
  ];
}
