import { Button, Modal, NativeSelect } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { usePeopleChanged } from './people-queries.ts';
import type { Person } from './people-queries.ts';

interface HandOverProps {
  readonly person: Person;
  readonly people: readonly Person[];
  /** The person leaves: hands over first, then removes. */
  readonly removing: boolean;
  readonly onClose: () => void;
}

/** Hands a portfolio over to a colleague for good; with `removing`, then takes the person out of the organisation. */
export function HandOver({ person, people, removing, onClose }: HandOverProps) {
  const texts = useTexts();
  const words = texts.people;
  const [to, setTo] = useState('');
  const colleague = people.find((each) => each.id === to);
  const act = useLeaving(person, colleague, removing, onClose);
  const needsColleague = person.portfolio > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={removing ? words.remove.title(person.name) : words.handOver.title(person.name)}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <Stacked>
        <p className="p-lead q-muted">{removing ? words.remove.text : words.handOver.text}</p>
        {needsColleague && removing && <p className="p-lead">{words.remove.first(person.name, person.portfolio)}</p>}
        {needsColleague && (
          <NativeSelect
            label={words.handOver.to}
            value={to}
            data={[
              { value: '', label: words.handOver.choose, disabled: true },
              ...people
                .filter((each) => each.id !== person.id)
                .map((each) => ({ value: each.id, label: `${each.name} · ${words.customers(each.portfolio)}` })),
            ]}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        )}
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {texts.common.actions.cancel}
          </Button>
          <Button
            {...(removing ? { color: 'late' } : {})}
            disabled={needsColleague && !colleague}
            loading={act.isPending}
            onClick={() => act.mutate()}
          >
            {actionWords(words, person, removing)}
          </Button>
        </Inline>
      </Stacked>
    </Modal>
  );
}

function actionWords(words: ReturnType<typeof useTexts>['people'], person: Person, removing: boolean): string {
  if (!removing) return words.handOver.action(person.portfolio);
  return person.portfolio > 0 ? words.remove.actionBoth(person.portfolio) : words.remove.action(person.name);
}

function useLeaving(person: Person, colleague: Person | undefined, removing: boolean, onDone: () => void) {
  const texts = useTexts();
  const words = texts.people;
  const toast = useToast();
  const changed = usePeopleChanged();
  return useMutation({
    mutationFn: async () => {
      if (colleague) {
        const { customers } = await api('POST /people/{id}/portfolio', { params: { id: person.id }, body: { to: colleague.id } });
        toast.done(words.handOver.done(customers, colleague.name));
      }
      if (removing) {
        await api('DELETE /people/{id}', { params: { id: person.id } });
        toast.done(words.remove.done(person.name));
      }
    },
    onSuccess: onDone,
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
    // Handed over but not removed: what is shown follows what is so.
    onSettled: changed,
  });
}
