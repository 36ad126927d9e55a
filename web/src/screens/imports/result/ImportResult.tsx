import type { ImportView } from '@quitus/contract';
import { formatCount } from '@quitus/texts';
import { Section, Stat, Stats, useLanguage, useTexts } from '@quitus/ui';
import { addressOf } from '@quitus/contract/client';
import { Link } from '@tanstack/react-router';
import { ControlTotals } from './ControlTotals.tsx';
import { HeldFigures } from './HeldFigures.tsx';
import { ImportNotes } from './ImportNotes.tsx';
import { Outcome } from './Outcome.tsx';
import { RejectedLines } from './RejectedLines.tsx';

type Count = keyof ImportView['counts'];

// What is worth saying of each kind of file; a count of zero among the rest says nothing.
const always: readonly Count[] = ['read', 'created'];
const whenAny: readonly Count[] = ['customers', 'updated', 'unchanged', 'settled', 'allocations', 'rejected', 'warnings'];

/** What became of a file: its counts, its control total, what to know, the lines left out. */
export function ImportResult({ view }: { readonly view: ImportView }) {
  const texts = useTexts();
  const words = texts.imports.result;
  const nothingRead = view.counts.read === 0;
  return (
    <>
      <Outcome view={view} />
      {view.held && <HeldFigures held={view.held} />}
      {!nothingRead && (
        <Section>
          <Counts view={view} />
        </Section>
      )}
      {!nothingRead && <ControlTotals view={view} />}
      {view.state !== 'undone' && view.state !== 'discarded' && <ImportNotes view={view} />}
      {(view.state === 'refused' || view.counts.rejected + view.counts.warnings > 0) && <RejectedLines view={view} />}
      <nav className="i-next" aria-label={words.next}>
        {view.state === 'applied' && (
          <>
            <Link to="/">{words.seeOverview}</Link>
            <Link to="/quality">{words.seeQuality}</Link>
          </>
        )}
        <a href={addressOf('GET /imports/{id}/file', { params: { id: view.id } })} download>
          {words.original}
        </a>
      </nav>
    </>
  );
}

function Counts({ view }: { readonly view: ImportView }) {
  const words = useTexts().imports.result;
  const language = useLanguage();
  const formulas: Readonly<Record<string, string>> = words.formulas;
  // Most lines of an FEC are of other accounts: they were not known, they are not ours.
  const said = (name: Count) => (name === 'unchanged' && view.type === 'fec' ? 'others' : name);
  const shown = [...always, ...whenAny.filter((name) => view.counts[name] > 0)];
  return (
    <Stats>
      {shown.map((name) => (
        <Stat
          key={name}
          label={words.counts[said(name)]}
          value={formatCount(language, view.counts[name])}
          {...(formulas[said(name)] ? { formula: formulas[said(name)] } : {})}
          {...(name === 'rejected' ? { tone: 'late' as const } : {})}
        />
      ))}
    </Stats>
  );
}
