import { StatusBadge, useTexts } from '@quitus/ui';
import { IconArrowsUpDown, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Difference } from './scenario.ts';
import { textDifference } from './text-difference.ts';
import type { LineChange } from './text-difference.ts';

const kindLooks = {
  added: { tone: 'settled', icon: IconPlus },
  removed: { tone: 'late', icon: IconTrash },
  changed: { tone: 'current', icon: IconPencil },
} as const;

/** What differs between two versions: the settings, then step by step, in words; a text that changed line by line. */
export function DifferenceView({ difference }: { readonly difference: Difference }) {
  const words = useTexts().scenarios.editor.difference;
  const { changes, steps } = difference;
  if (changes.length === 0 && steps.length === 0) return <p className="q-muted n-note">{words.none}</p>;
  return (
    <div className="n-difference">
      {changes.length > 0 && (
        <section>
          <h3>{words.settings}</h3>
          <FieldChanges changes={changes} />
        </section>
      )}
      {steps.map((step) => (
        <section key={`${step.stepId} ${step.kind}`}>
          <h3>
            {step.name}
            <StatusBadge tone={kindLooks[step.kind].tone} icon={kindLooks[step.kind].icon} quiet>
              {words.kinds[step.kind]}
            </StatusBadge>
            {step.moved && step.kind === 'changed' && (
              <StatusBadge tone="neutral" icon={IconArrowsUpDown} quiet>
                {words.moved}
              </StatusBadge>
            )}
          </h3>
          {step.kind === 'changed' ? <FieldChanges changes={step.changes} /> : <Sentences words={step.words} />}
        </section>
      ))}
    </div>
  );
}

function Sentences({ words }: { readonly words: readonly string[] }) {
  return (
    <ul className="n-sentences">
      {words.map((sentence, index) => (
        // Two changes may be said in the same words.
        <li key={index}>{sentence}</li>
      ))}
    </ul>
  );
}

type FieldChange = Difference['changes'][number];

function FieldChanges({ changes }: { readonly changes: readonly FieldChange[] }) {
  const words = useTexts().scenarios.editor.difference;
  return (
    <dl className="n-changes">
      {changes.map((change, index) => (
        <div key={`${change.field} ${index}`} data-text={change.text || undefined}>
          <dt>{change.label}</dt>
          <dd>
            {change.text ? (
              <TextChange label={words.textOf(change.label)} before={change.before ?? ''} after={change.after ?? ''} />
            ) : (
              <span className="n-from-to">
                <del>
                  <span className="q-hidden">{words.before} </span>
                  {change.before ?? '–'}
                </del>
                <span aria-hidden> → </span>
                <ins>
                  <span className="q-hidden">{words.after} </span>
                  {change.after ?? '–'}
                </ins>
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

// Unchanged lines shown around a change.
const around = 1;

function TextChange({ label, before, after }: { readonly label: string; readonly before: string; readonly after: string }) {
  const words = useTexts().scenarios.editor.difference;
  return (
    <div className="n-text-change" role="group" aria-label={label}>
      {folded(textDifference(before, after)).map((line, index) =>
        typeof line === 'number' ? (
          <span key={index} className="n-folded q-muted">
            {words.same(line)}
          </span>
        ) : line.kind === 'added' ? (
          <ins key={index}>{line.line || '\u00a0'}</ins>
        ) : line.kind === 'removed' ? (
          <del key={index}>{line.line || '\u00a0'}</del>
        ) : (
          <span key={index}>{line.line || '\u00a0'}</span>
        ),
      )}
    </div>
  );
}

/** Long stretches of unchanged lines become their number. */
function folded(lines: readonly LineChange[]): (LineChange | number)[] {
  const near = (place: number) =>
    lines.slice(Math.max(0, place - around), place + around + 1).some(({ kind }) => kind !== 'same');
  return lines.reduce<(LineChange | number)[]>((shown, line, place) => {
    if (near(place)) return [...shown, line];
    const last = shown.at(-1);
    return typeof last === 'number' ? [...shown.slice(0, -1), last + 1] : [...shown, 1];
  }, []);
}
