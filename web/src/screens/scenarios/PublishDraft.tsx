import { Button, Modal } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import type { Draft, Scenario } from './scenario.ts';

interface PublishDraftProps {
  readonly scenario: Scenario;
  readonly draft: Draft;
  /** One sentence each. */
  readonly changes: readonly string[];
  readonly onDiscard: () => void;
}

/** Says that the scenario is a draft with so many changes, and publishes them once they have been read. */
export function PublishDraft({ scenario, draft, changes, onDiscard }: PublishDraftProps) {
  const texts = useTexts();
  const words = texts.scenarios.screen.draft;
  const toast = useToast();
  const cache = useQueryClient();
  const [reading, setReading] = useState(false);
  const publish = useMutation({
    mutationFn: () => api('PUT /scenarios/{id}', { params: { id: scenario.id }, body: { ...draft, version: scenario.version } }),
    onSuccess: async (made) => {
      setReading(false);
      toast.done(words.published(made.version));
      await Promise.all(['scenario', 'scenarios', 'plan'].map((name) => cache.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <div className="c-draft" role="status">
      <strong>{words.changes(changes.length)}</strong>
      <Button variant="default" size="xs" onClick={onDiscard}>
        {words.discard}
      </Button>
      <MayButton may="manage" size="xs" onClick={() => setReading(true)}>
        {words.publish(changes.length)}
      </MayButton>
      <Modal
        opened={reading}
        onClose={() => setReading(false)}
        title={words.title}
        size={560}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <Stacked>
          <ul className="c-changes">
            {changes.map((change, index) => (
              // Two steps may change in the same words.
              <li key={index}>{change}</li>
            ))}
          </ul>
          <p className="q-muted">
            {words.followers(scenario.customers)} {words.note}
          </p>
          <Inline end>
            <Button variant="default" onClick={() => setReading(false)}>
              {texts.common.actions.cancel}
            </Button>
            <Button data-autofocus loading={publish.isPending} onClick={() => publish.mutate()}>
              {words.publish(changes.length)}
            </Button>
          </Inline>
        </Stacked>
      </Modal>
    </div>
  );
}
