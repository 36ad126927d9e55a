import { Button, Modal, Textarea } from '@mantine/core';
import { ErrorState, Skeleton, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Refused } from '../../Refused.tsx';
import { DifferenceView } from './DifferenceView.tsx';
import type { SavedDraft, Scenario } from './scenario.ts';
import { Simulated } from './Simulated.tsx';
import { StepProblems } from './StepLine.tsx';
import { draftKey } from './useScenarioEditor.ts';

/** What the draft changes against the version in force; asked again after each save. */
export function useDraftDifference(scenario: Scenario, changedAt: string | null) {
  return useQuery({
    queryKey: ['scenario', scenario.id, 'difference', scenario.version, changedAt],
    queryFn: () =>
      api('GET /scenarios/{id}/diff', {
        params: { id: scenario.id },
        query: { from: String(scenario.version), to: 'draft' },
      }),
    enabled: changedAt !== null,
    staleTime: Infinity,
    // Until the next answer, the last count is the best one.
    placeholderData: (before) => (changedAt === null ? undefined : before),
  });
}

interface PublishDialogueProps {
  readonly scenario: Scenario;
  readonly saved: SavedDraft;
  readonly onClose: () => void;
}

/** What publishing changes, read before saying yes, with a note for colleagues. */
export function PublishDialogue({ scenario, saved, onClose }: PublishDialogueProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor;
  const difference = useDraftDifference(scenario, saved.changedAt);
  const [note, setNote] = useState(saved.note);
  const publish = usePublish(scenario, saved, onClose);
  const warnings = saved.problems.filter((problem) => problem.severity === 'warning');
  const count = difference.data?.words.length ?? 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.publish.title}
      size={720}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          publish.mutate(note.trim());
        }}
      >
        <Stacked>
          {saved.outdated && <p className="n-note">{words.outdated(saved.currentVersion, scenario.author)}</p>}
          <section aria-label={words.publish.whatChanges}>
            {difference.isError ? (
              <ErrorState error={difference.error} onRetry={() => void difference.refetch()} />
            ) : difference.data ? (
              <DifferenceView difference={difference.data} />
            ) : (
              <Skeleton shape="lines" count={4} />
            )}
          </section>
          <Simulated scenarioId={scenario.id} changedAt={saved.changedAt} steps={saved.steps} />
          {warnings.length > 0 && (
            <section aria-label={words.publish.warnings}>
              <StepProblems problems={warnings} />
            </section>
          )}
          <Textarea
            label={words.publish.note}
            placeholder={words.publish.notePlaceholder}
            maxLength={500}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <p className="n-note q-muted">
            {words.publish.followers(scenario.customers)} {words.publish.whenItApplies}
          </p>
          <Refused error={publish.error} />
          <div className="n-foot">
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" data-autofocus loading={publish.isPending} disabled={!difference.data}>
              {words.publish.changes(count)}
            </Button>
          </div>
        </Stacked>
      </form>
    </Modal>
  );
}

function usePublish(scenario: Scenario, saved: SavedDraft, onDone: () => void) {
  const words = useTexts().scenarios.editor.publish;
  const toast = useToast();
  const inForce = useInForce();
  return useMutation({
    mutationFn: (note: string) =>
      api('POST /scenarios/{id}/draft/publish', {
        params: { id: scenario.id },
        body: { note, changedAt: saved.changedAt, ...(saved.outdated ? { overNewer: true } : {}) },
      }),
    onSuccess: (made) => {
      toast.done(words.done(made.version));
      onDone();
      inForce(made, null);
    },
  });
}

/** Shows the version that just came into force, and the draft that is left. */
export function useInForce(): (made: Scenario, draft: SavedDraft | null) => void {
  const cache = useQueryClient();
  return (made, draft) => {
    // The draft first: the screen begins anew with the version.
    cache.setQueryData(draftKey(made.id), { draft });
    cache.setQueryData(['scenario', made.id], made);
    for (const part of ['versions', 'reach']) void cache.invalidateQueries({ queryKey: ['scenario', made.id, part] });
    for (const name of ['scenarios', 'plan', 'customer']) void cache.invalidateQueries({ queryKey: [name] });
  };
}
