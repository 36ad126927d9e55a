import { Checkbox } from '@mantine/core';
import { formatMoment } from '@quitus/texts';
import { Inline, Section, Skeleton, Stacked, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { Refused } from '../../../Refused.tsx';
import { useMay } from '../../../session.ts';
import '../../scenarios/template/template.css';
import { TemplateFindings } from '../../scenarios/template/TemplateFindings.tsx';
import { VariantTabs } from '../../scenarios/template/VariantTabs.tsx';
import { languageAt, type Place, withWordsAt, wordsAt } from '../../scenarios/template/words.ts';
import { WordsField } from '../../scenarios/template/WordsField.tsx';
import { bodyOf, columnsAt, draftOf, type Paper, type PaperDraft, withColumnsAt, wordsOf } from './paper.ts';
import { PaperPreviews } from './PaperPreviews.tsx';

const columns = ['purchase-order', 'reference', 'business-unit'] as const;
const parts = [
  { part: 'subject', label: 'title', kind: 'line' },
  { part: 'body', label: 'opening', kind: 'body' },
  { part: 'script', label: 'closing', kind: 'body' },
] as const;

/** One paper: what it says in each language and to some customers, checked as it is written and tried before it is saved. */
export function EditPaper({ paper }: { readonly paper: Paper }) {
  const words = useTexts().templates.papers;
  const reader = useLanguage();
  const toast = useToast();
  const cache = useQueryClient();
  const readOnly = !useMay('manage');
  const [draft, setDraft] = useState(() => draftOf(paper));
  const [place, setPlace] = useState<Place>(reader);
  const body = bodyOf(draft, paper.revision);
  const changed = JSON.stringify(body) !== JSON.stringify(bodyOf(draftOf(paper), paper.revision));
  const save = useMutation({
    mutationFn: () => api('PUT /paper-templates/{kind}', { params: { kind: paper.kind }, body }),
    onSuccess: async () => {
      toast.done(words.saved);
      await cache.invalidateQueries({ queryKey: ['paper-templates'] });
    },
  });
  const language = languageAt(draft, place);
  return (
    <Section
      title={words.kinds[paper.kind]}
      actions={
        <Inline>
          {changed && <StatusBadge tone="waiting">{words.unsaved}</StatusBadge>}
          <MayButton may="manage" size="xs" disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
            {words.save}
          </MayButton>
        </Inline>
      }
    >
      <Stacked>
        <p className="p-lead q-muted">
          {words.helps[paper.kind]}
          {paper.changedBy !== null &&
            paper.changedAt !== null &&
            ` ${words.changed(paper.changedBy, formatMoment(reader, paper.changedAt))}`}
        </p>
        <Refused error={save.error} />
        <VariantTabs value={draft} place={place} readOnly={readOnly} onPlace={setPlace} onChange={setDraft} />
        <div className="p-paper q-stacked">
          <PaperWords draft={draft} place={place} readOnly={readOnly} onChange={setDraft} />
        </div>
        <TemplateFindings template={{ channel: 'letter', paper: true, language, ...wordsAt(draft, place) }} />
        <PaperPreviews kind={paper.kind} trying={{ ...wordsOf(draft, place), language, columns: [...columnsAt(draft, place)] }} />
      </Stacked>
    </Section>
  );
}

interface PaperWordsProps {
  readonly draft: PaperDraft;
  readonly place: Place;
  readonly readOnly: boolean;
  readonly onChange: (draft: PaperDraft) => void;
}

/** The words of one place, and the references its table shows. */
function PaperWords({ draft, place, readOnly, onChange }: PaperWordsProps) {
  const texts = useTexts().templates;
  const words = texts.papers;
  const reader = useLanguage();
  const language = languageAt(draft, place);
  const catalogue = useQuery({
    queryKey: ['template-fields', language, reader],
    queryFn: () => api('GET /template-fields', { query: { language } }),
    staleTime: Infinity,
  });
  // The tables have their place on the page.
  const fields = catalogue.data?.fields.filter(
    (field) =>
      field.type !== 'marker' &&
      (field.channels === null || field.channels.includes('letter')) &&
      (field.references === null || field.references.includes('due-date')),
  );
  if (!fields) return <Skeleton shape="lines" />;
  const said = wordsAt(draft, place);
  return (
    <>
      {parts.map(({ part, label, kind }) => (
        <WordsField
          key={`${part} ${String(place)}`}
          label={words[label]}
          kind={kind}
          value={said[part] ?? ''}
          fields={fields}
          readOnly={readOnly}
          onChange={(typed) => onChange(withWordsAt(draft, place, { [part]: typed.trim() === '' ? null : typed }))}
        />
      ))}
      <Checkbox.Group
        label={words.columns}
        description={words.columnsHelp}
        value={[...columnsAt(draft, place)]}
        // In the order of the list, so that what is put back is no change.
        onChange={(ticked) =>
          onChange(
            withColumnsAt(
              draft,
              place,
              columns.filter((each) => ticked.includes(each)),
            ),
          )
        }
      >
        <div className="p-paper-columns">
          {columns.map((each) => (
            <Checkbox key={each} value={each} label={texts.mail.columns[each]} disabled={readOnly} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  );
}
