import { SegmentedControl } from '@mantine/core';
import { formatInstant } from '@quitus/texts';
import { ErrorState, MessagePreview, Reasons, Section, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { EditWords } from './EditWords.tsx';
import { isWritten } from './action.ts';
import type { Action, Preview } from './action.ts';

/** What an action would say now: rebuilt by the server from the data of this second, never from a copy. */
export function usePreview(action: Action) {
  return useQuery({
    queryKey: ['action', action.id, 'preview', action.message?.state ?? ''],
    queryFn: () => api('GET /actions/{id}/preview', { params: { id: action.id } }),
    enabled: action.allowedActions.includes('preview') || !isWritten(action.channel),
  });
}

/** The message exactly as it would leave, or the script of the call. */
export function LeavingMessage({ action }: { readonly action: Action }) {
  const words = useTexts().agenda.panel;
  const preview = usePreview(action);
  const [editing, setEditing] = useState(false);
  const title = isWritten(action.channel) ? words.preview : words.script;
  if (preview.isError)
    return (
      <Section plain title={title}>
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      </Section>
    );
  if (!preview.data)
    return preview.fetchStatus === 'idle' ? null : (
      <Section plain title={title}>
        <Skeleton shape="block" />
      </Section>
    );
  if (editing && preview.data.words)
    return (
      <Section plain title={title}>
        <EditWords action={action} preview={preview.data} onClose={() => setEditing(false)} />
      </Section>
    );
  const mayEdit = (action.state === 'to-confirm' || action.state === 'confirmed') && preview.data.words?.body != null;
  return (
    <Written
      title={title}
      preview={preview.data}
      isCall={action.channel === 'call'}
      told={new Set(action.cautions.map((caution) => caution.code))}
      {...(mayEdit ? { onEdit: () => setEditing(true) } : {})}
    />
  );
}

interface WrittenProps {
  readonly title: string;
  readonly preview: Preview;
  /** Codes of the cautions that stand above already. */
  readonly told: ReadonlySet<string>;
  readonly isCall: boolean;
  /** Absent: what it says cannot be changed. */
  readonly onEdit?: () => void;
}

function Written({ title, preview, told, isCall, onEdit }: WrittenProps) {
  const texts = useTexts();
  const words = texts.agenda.panel;
  const language = useLanguage();
  const [form, setForm] = useState<'html' | 'text'>('html');
  const warnings = [
    ...(preview.outcome === 'cancel' && preview.reason
      ? [{ sentence: `${words.wouldNotLeave} – ${preview.reason.words}`, weighs: 'against' as const }]
      : []),
    ...(preview.outcome === 'postpone' && preview.until
      ? [{ sentence: `${words.waits} – ${formatInstant(language, preview.until)}`, weighs: 'moved' as const }]
      : []),
    ...preview.warnings
      .filter((warning) => !told.has(warning.code))
      .map((warning) => ({ sentence: warning.words, weighs: 'held' as const })),
  ];
  const written = preview.text !== null;
  const said = written || preview.script !== null;
  // Only of a call is it worth saying that nothing was prepared.
  if (!said && warnings.length === 0 && !isCall) return null;
  return (
    <Section
      plain
      title={title}
      {...(written
        ? {
            actions: (
              <>
                {onEdit && (
                  <MayButton may="work" size="compact-sm" variant="subtle" onClick={onEdit}>
                    {texts.beside.words.edit}
                  </MayButton>
                )}
                {preview.html !== null && (
                  <SegmentedControl
                    size="xs"
                    value={form}
                    onChange={(next) => setForm(next === 'text' ? 'text' : 'html')}
                    data={[
                      { value: 'html', label: words.html },
                      { value: 'text', label: words.text },
                    ]}
                  />
                )}
              </>
            ),
          }
        : {})}
    >
      <div className="q-stacked" data-gap="tight">
        {warnings.length > 0 && <Reasons reasons={warnings} />}
        {written && (
          <MessagePreview
            from={address(preview.sender.name, preview.sender.address)}
            to={preview.recipient ? address(preview.recipient.name, preview.recipient.address) : words.noRecipient}
            subject={preview.subject ?? ''}
            {...(form === 'html' && preview.html !== null ? { html: preview.html } : {})}
            text={preview.text ?? ''}
          />
        )}
        {preview.script !== null && <pre className="a-script">{preview.script}</pre>}
        {!said && isCall && <p className="a-none">{words.noScript}</p>}
      </div>
    </Section>
  );
}

const address = (name: string, mail: string | null) => (mail ? `${name} <${mail}>` : name);
