import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { IconBooks, IconCopy, IconFile, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { Refused } from '../../Refused.tsx';
import { useMay } from '../../session.ts';
import type { Scenario } from './scenario.ts';

/** The button that makes a scenario: from the library, blank, or a copy of another. */
export function NewScenario({ scenarios }: { readonly scenarios: readonly Scenario[] }) {
  const words = useTexts().scenarios.editor.create;
  const mayManage = useMay('manage');
  const [naming, setNaming] = useState<{ readonly copyOf: Scenario | undefined } | undefined>();
  // Who may not make one reads why on the button itself.
  if (!mayManage)
    return (
      <MayButton may="manage" leftSection={<IconPlus size={15} aria-hidden />}>
        {words.title}
      </MayButton>
    );
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button leftSection={<IconPlus size={15} aria-hidden />}>{words.title}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconBooks size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/scenarios/library" {...props} />}
          >
            {words.library}
          </Menu.Item>
          <Menu.Item leftSection={<IconFile size={16} aria-hidden />} onClick={() => setNaming({ copyOf: undefined })}>
            {words.blank}
          </Menu.Item>
          {scenarios.map((scenario) => (
            <Menu.Item
              key={scenario.id}
              leftSection={<IconCopy size={16} aria-hidden />}
              onClick={() => setNaming({ copyOf: scenario })}
            >
              {words.copyOf(scenario.name)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {naming && <NameScenario copyOf={naming.copyOf} onClose={() => setNaming(undefined)} />}
    </>
  );
}

interface NameScenarioProps {
  /** The scenario to copy; a blank one without it. */
  readonly copyOf: Scenario | undefined;
  readonly onClose: () => void;
}

/** Asks for the name of a new scenario, makes it and opens it. */
export function NameScenario({ copyOf, onClose }: NameScenarioProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor.create;
  const [name, setName] = useState(copyOf ? words.copyName(copyOf.name).slice(0, 100) : '');
  const create = useCreated((typed: string) =>
    copyOf
      ? api('POST /scenarios/{id}/duplicate', { params: { id: copyOf.id }, body: { name: typed } })
      : api('POST /scenarios', {
          body: { name: typed, catchUp: 'start-at-first', minDaysBetween: null, floorAmount: null, steps: [] },
        }),
  );
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': texts.common.actions.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) create.mutate(name.trim());
        }}
      >
        <Stacked>
          <TextInput
            data-autofocus
            required
            label={words.name}
            description={copyOf ? words.copyHelp : words.blankHelp}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Refused error={create.error} />
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
              {words.submit}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}

/** Makes a scenario and opens it. */
export function useCreated<Asked>(make: (asked: Asked) => Promise<Scenario>) {
  const words = useTexts().scenarios.editor.create;
  const toast = useToast();
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: make,
    onSuccess: async (made) => {
      cache.setQueryData(['scenario', made.id], made);
      void cache.invalidateQueries({ queryKey: ['scenarios'] });
      void cache.invalidateQueries({ queryKey: ['scenario-library'] });
      toast.done(words.created(made.name));
      await navigate({ to: '/scenarios/$id', params: { id: made.id } });
    },
  });
}
