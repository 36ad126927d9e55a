import { Alert, Button } from '@mantine/core';
import { formatMoment } from '@quitus/texts';
import { Inline, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconAlertTriangle, IconCheck, IconCloudUpload, IconInfoCircle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, sentenceOf } from '../../api.ts';
import { draftOf } from './scenario.ts';
import type { SavedDraft, Scenario } from './scenario.ts';
import { draftKey } from './useScenarioEditor.ts';
import type { ScenarioEditor } from './useScenarioEditor.ts';

interface DraftStateProps {
  readonly editor: ScenarioEditor;
}

/** Where the draft stands, in a few words: saved at what time, on its way, not taken. */
export function DraftState({ editor }: DraftStateProps) {
  const words = useTexts().scenarios.editor.keeping;
  const language = useLanguage();
  const { keeping, changedAt } = editor;
  const wrong = keeping === 'failed' || keeping === 'conflict';
  const Mark = wrong ? IconAlertTriangle : keeping === 'saved' ? IconCheck : IconCloudUpload;
  return (
    <span className="n-keeping" role="status" data-tone={wrong ? 'late' : undefined}>
      {(changedAt !== null || keeping !== 'saved') && <Mark size={14} className="q-icon" aria-hidden />}
      {keeping === 'saved' ? (changedAt === null ? words.none : words.saved(formatMoment(language, changedAt))) : words[keeping]}
    </span>
  );
}

/** What a person must know or settle before going on: a colleague's save, a failed one, a version published meanwhile. */
export function DraftNotices({
  editor,
  scenario,
  saved,
}: DraftStateProps & { readonly scenario: Scenario; readonly saved: SavedDraft | null }) {
  const texts = useTexts();
  const words = texts.scenarios.editor;
  if (editor.keeping === 'conflict') return <Conflict editor={editor} scenario={scenario} />;
  if (editor.keeping === 'failed')
    return (
      <Alert color="late" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />}>
        <p className="n-note">
          {sentenceOf(editor.error, texts.common.error.offline)} {words.failedText}
        </p>
        <Button size="xs" variant="default" onClick={() => void editor.keeper.flush()}>
          {texts.common.actions.retry}
        </Button>
      </Alert>
    );
  if (saved?.outdated)
    return (
      <Alert color="yellow" variant="light" icon={<IconInfoCircle size={18} aria-hidden />}>
        {words.outdated(saved.currentVersion, scenario.author)}
      </Alert>
    );
  return null;
}

function Conflict({ editor, scenario }: DraftStateProps & { readonly scenario: Scenario }) {
  const words = useTexts().scenarios.editor.conflict;
  const language = useLanguage();
  const toast = useToast();
  const cache = useQueryClient();
  const { id } = scenario;
  const theirs = useQuery({
    queryKey: [...draftKey(id), 'theirs', String(editor.error)],
    queryFn: () => api('GET /scenarios/{id}/draft', { params: { id } }),
    staleTime: 0,
  });
  if (!theirs.data) return null;
  const { draft } = theirs.data;
  const take = () => {
    cache.setQueryData(draftKey(id), { draft });
    if (draft) {
      editor.keeper.take(draftOf(draft), draft.changedAt, draft.problems);
      toast.done(words.taken(draft.author), () => editor.keeper.undo());
    } else {
      editor.keeper.take(draftOf(scenario), null, []);
      void cache.invalidateQueries({ queryKey: ['scenario', id] });
    }
  };
  return (
    <Alert
      color="late"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={draft ? words.title(draft.author, formatMoment(language, draft.changedAt)) : words.gone}
    >
      {draft && <p className="n-note">{words.text}</p>}
      <Inline>
        <Button size="xs" variant="default" onClick={take}>
          {draft ? words.theirs(draft.author) : words.goOn}
        </Button>
        <Button size="xs" onClick={() => editor.keeper.keepMine(draft?.changedAt ?? null)}>
          {draft ? words.mine : words.startAgain}
        </Button>
      </Inline>
    </Alert>
  );
}
