import { Checkbox, Radio } from '@mantine/core';
import { ErrorState, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { eventKindsQuery } from './webhook-queries.ts';
import { allOf, everything, withArea, withKind } from './webhook-words.ts';

interface KindsChoiceProps {
  readonly kinds: readonly string[];
  readonly onChange: (kinds: readonly string[]) => void;
}

/** Which events are told: everything, all of a subject, or one by one, each as a sentence. */
export function KindsChoice({ kinds, onChange }: KindsChoiceProps) {
  const words = useTexts().developers.webhooks;
  const all = kinds.includes(everything);
  return (
    <fieldset className="d-fieldset">
      <legend className="d-label">{words.events}</legend>
      <Radio.Group value={all ? 'all' : 'chosen'} onChange={(value) => onChange(value === 'all' ? [everything] : [])}>
        <div className="d-checks">
          <Radio size="xs" value="all" label={words.everything} />
          <Radio size="xs" value="chosen" label={words.chosen} />
        </div>
      </Radio.Group>
      {!all && <Areas kinds={kinds} onChange={onChange} />}
    </fieldset>
  );
}

function Areas({ kinds, onChange }: KindsChoiceProps) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const answer = useQuery(eventKindsQuery(useLanguage()));
  const names: Readonly<Record<string, string>> = texts.auditScreen.areas;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={6} />;
  const areas = [...Map.groupBy(answer.data.rows, (row) => row.kind.slice(0, row.kind.indexOf('.')))]
    .map(([area, rows]) => ({ area, rows, name: names[area] ?? area }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
  return (
    <div className="d-kinds" tabIndex={0} role="group" aria-label={words.events}>
      {areas.map(({ area, rows, name }) => {
        const all = rows.map((row) => row.kind);
        const whole = kinds.includes(allOf(area));
        const some = whole || all.some((kind) => kinds.includes(kind));
        return (
          <div key={area} className="d-kinds-area">
            <Checkbox
              label={<strong>{name}</strong>}
              aria-label={words.allOf(name)}
              checked={whole}
              indeterminate={some && !whole}
              onChange={(event) => onChange(withArea(kinds, area, event.currentTarget.checked))}
            />
            <div className="d-kinds-list">
              {rows.map((row) => (
                <Checkbox
                  key={row.kind}
                  label={row.sentence}
                  checked={whole || kinds.includes(row.kind)}
                  onChange={(event) => onChange(withKind(kinds, row.kind, event.currentTarget.checked, all))}
                />
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}
