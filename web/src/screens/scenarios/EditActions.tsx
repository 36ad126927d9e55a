import { ActionIcon, Button, Menu } from '@mantine/core';
import { hint, useTexts, useToast } from '@quitus/ui';
import { IconAdjustmentsHorizontal, IconArrowBackUp, IconDots, IconHistory, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useMay } from '../../session.ts';
import { useDraftDifference } from './PublishDialogue.tsx';
import { draftOf } from './scenario.ts';
import type { SavedDraft, Scenario } from './scenario.ts';
import { ScenarioMenuItems } from './ScenarioMenu.tsx';
import { draftKey } from './useScenarioEditor.ts';
import type { ScenarioEditor } from './useScenarioEditor.ts';

interface EditActionsProps {
  readonly scenario: Scenario;
  readonly saved: SavedDraft | null;
  readonly editor: ScenarioEditor;
  readonly onPublish: () => void;
  readonly onOpen: (id: string | undefined) => void;
}

/** What one does with a scenario: undo, settings, versions, what its menu holds, publish. */
export function EditActions({ scenario, saved, editor, onPublish, onOpen }: EditActionsProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor;
  const mayManage = useMay('manage');
  return (
    <>
      {mayManage && (
        <ActionIcon
          className="n-undo"
          variant="subtle"
          color="gray"
          size={32}
          aria-label={words.actions.undo}
          disabled={editor.past.length === 0}
          onClick={() => editor.keeper.undo()}
          {...hint(words.actions.undo)}
        >
          <IconArrowBackUp size={18} aria-hidden />
        </ActionIcon>
      )}
      <Button
        variant="default"
        leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}
        onClick={() => onOpen('settings')}
      >
        {words.actions.settings}
      </Button>
      <Button variant="default" leftSection={<IconHistory size={15} aria-hidden />} onClick={() => onOpen('versions')}>
        {words.actions.versions}
      </Button>
      <MoreMenu scenario={scenario} saved={saved} editor={editor} />
      <Publish scenario={scenario} saved={saved} editor={editor} onPublish={onPublish} />
    </>
  );
}

type PublishProps = Pick<EditActionsProps, 'scenario' | 'saved' | 'editor' | 'onPublish'>;

function Publish({ scenario, saved, editor, onPublish }: PublishProps) {
  const words = useTexts().scenarios.editor;
  const difference = useDraftDifference(scenario, editor.changedAt);
  const errors = editor.problems.filter((problem) => problem.severity === 'error').length;
  const count = difference.data?.words.length ?? 0;
  const pending = editor.keeping !== 'saved';
  const nothing = editor.changedAt === null || (difference.isSuccess && count === 0);
  const blocked = errors > 0 ? words.problemsFirst(errors) : nothing ? words.publish.nothing : undefined;
  return (
    <MayButton
      may="manage"
      blocked={pending ? undefined : blocked}
      loading={editor.keeping === 'saving'}
      disabled={editor.keeping === 'conflict'}
      onClick={() => {
        // What was typed a moment ago is part of what is published.
        void editor.keeper.flush().then(() => {
          const { keeping, problems, changedAt } = editor.keeper.current();
          if (keeping === 'saved' && changedAt !== null && !problems.some((problem) => problem.severity === 'error')) onPublish();
        });
      }}
      {...(errors > 0 ? { rightSection: <span className="n-error-count q-number">{words.problems(errors)}</span> } : {})}
    >
      {count > 0 && saved ? words.publish.changes(count) : words.publish.none}
    </MayButton>
  );
}

function MoreMenu({ scenario, saved, editor }: Pick<EditActionsProps, 'scenario' | 'saved' | 'editor'>) {
  const texts = useTexts();
  const words = texts.scenarios.editor;
  const toast = useToast();
  const cache = useQueryClient();
  const mayManage = useMay('manage');
  const { id } = scenario;
  const discard = useMutation({
    mutationFn: () => api('DELETE /scenarios/{id}/draft', { params: { id } }),
    onSuccess: () => {
      cache.setQueryData(draftKey(id), { draft: null });
      editor.keeper.take(draftOf(scenario), null, []);
      void cache.invalidateQueries({ queryKey: ['scenarios'] });
      toast.done(words.discard.done, () => editor.keeper.undo());
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  if (!mayManage) return null;
  return (
    <ScenarioMenuItems
      scenario={scenario}
      target={
        <ActionIcon variant="default" size={32} aria-label={texts.common.actions.more}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      }
      leaveAfterArchive
    >
      {saved && (
        <Menu.Item color="late" leftSection={<IconTrash size={15} aria-hidden />} onClick={() => discard.mutate()}>
          {words.discard.action}
        </Menu.Item>
      )}
    </ScenarioMenuItems>
  );
}
