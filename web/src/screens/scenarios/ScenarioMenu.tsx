import { Button, Menu, Modal, NativeSelect } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { IconArchive, IconCopy, IconStar, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { Refused } from '../../Refused.tsx';
import { NameScenario } from './NewScenario.tsx';
import type { Scenario } from './scenario.ts';

/** The scenarios, for a list or a choice. */
export function useScenarios() {
  return useQuery({ queryKey: ['scenarios'], queryFn: () => api('GET /scenarios') });
}

interface ScenarioMenuItemsProps {
  readonly scenario: Scenario;
  /** The button that opens the menu. */
  readonly target: ReactElement;
  /** Goes back to the list once it is archived. */
  readonly leaveAfterArchive?: boolean;
  readonly children?: ReactNode;
}

/** What one does with a whole scenario: copy it, make it the default, archive it. */
export function ScenarioMenuItems({ scenario, target, leaveAfterArchive = false, children }: ScenarioMenuItemsProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor;
  const toast = useToast();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'copy' | 'archive' | undefined>();
  const makeDefault = useMutation({
    mutationFn: () => api('POST /scenarios/{id}/default', { params: { id: scenario.id } }),
    onSuccess: async () => {
      toast.done(words.list.madeDefault(scenario.name));
      await Promise.all(['scenarios', 'scenario', 'customer'].map((name) => cache.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>{target}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUsers size={15} aria-hidden />}
            renderRoot={(props) => <Link to="/scenarios/rules" {...props} />}
          >
            {words.list.rules}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={15} aria-hidden />} onClick={() => setAsking('copy')}>
            {words.list.duplicate}
          </Menu.Item>
          {!scenario.isDefault && (
            <Menu.Item leftSection={<IconStar size={15} aria-hidden />} onClick={() => makeDefault.mutate()}>
              {words.list.makeDefault}
            </Menu.Item>
          )}
          {children}
          <Menu.Item
            leftSection={<IconArchive size={15} aria-hidden />}
            disabled={scenario.isDefault}
            onClick={() => setAsking('archive')}
          >
            {words.list.archive}
            {scenario.isDefault && <span className="n-menu-help">{words.archive.isDefault}</span>}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'copy' && <NameScenario copyOf={scenario} onClose={() => setAsking(undefined)} />}
      {asking === 'archive' && (
        <ArchiveScenario
          scenario={scenario}
          onClose={() => setAsking(undefined)}
          onDone={() => {
            setAsking(undefined);
            if (leaveAfterArchive) void navigate({ to: '/scenarios' });
          }}
        />
      )}
    </>
  );
}

interface ArchiveScenarioProps {
  readonly scenario: Scenario;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function ArchiveScenario({ scenario, onClose, onDone }: ArchiveScenarioProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor.archive;
  const toast = useToast();
  const cache = useQueryClient();
  const others = (useScenarios().data?.scenarios ?? []).filter((each) => each.id !== scenario.id);
  const [chosen, setChosen] = useState('');
  const moveTo = chosen || (others.find((each) => each.isDefault) ?? others[0])?.id || '';
  const archive = useMutation({
    // Rules may still name it though no customer follows it: they go along.
    mutationFn: () => api('POST /scenarios/{id}/archive', { params: { id: scenario.id }, body: moveTo ? { moveTo } : {} }),
    onSuccess: async () => {
      toast.done(words.done(scenario.name));
      await Promise.all(
        ['scenarios', 'assignment-rules', 'customer'].map((name) => cache.invalidateQueries({ queryKey: [name] })),
      );
      onDone();
    },
  });
  const { customers } = scenario;
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title(scenario.name)}
      size={460}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <Stacked>
        <p className="n-note">{words.text}</p>
        {customers > 0 && (
          <NativeSelect
            label={words.moveTo(customers)}
            value={moveTo}
            data={others.map((each) => ({ value: each.id, label: each.name }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        <Refused error={archive.error} />
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {texts.common.actions.cancel}
          </Button>
          <Button color="late" loading={archive.isPending} onClick={() => archive.mutate()}>
            {customers > 0 ? words.actionMove(customers) : words.action}
          </Button>
        </Inline>
      </Stacked>
    </Modal>
  );
}
