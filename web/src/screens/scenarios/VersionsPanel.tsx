import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { formatMoment } from '@quitus/texts';
import { ErrorState, Inline, SidePanel, Skeleton, Stacked, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconCheck, IconHistory, IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { Refused } from '../../Refused.tsx';
import { DifferenceView } from './DifferenceView.tsx';
import { useInForce } from './PublishDialogue.tsx';
import type { SavedDraft, Scenario } from './scenario.ts';

type Version = OutputOf<'GET /scenarios/{id}/versions'>['versions'][number];
/** Two versions shown side by side; with `rollBack`, to return to the second. */
interface Compared {
  readonly from: string;
  readonly to: string;
  readonly rollBack?: number;
}

// The draft stands in the list as version 0.
const wordOf = ({ version }: Pick<Version, 'version'>) => (version === 0 ? 'draft' : String(version));

interface VersionsPanelProps {
  readonly scenario: Scenario;
  readonly saved: SavedDraft | null;
  readonly onClose: () => void;
}

/** Every version with its author, date and note: any two compared, an earlier one put in force again once its difference has been read. */
export function VersionsPanel({ scenario, saved, onClose }: VersionsPanelProps) {
  const words = useTexts().scenarios.editor.versions;
  const [compared, setCompared] = useState<Compared | undefined>();
  const answer = useQuery({
    queryKey: ['scenario', scenario.id, 'versions', saved?.changedAt ?? null],
    queryFn: () => api('GET /scenarios/{id}/versions', { params: { id: scenario.id } }),
  });
  return (
    <SidePanel takeFocus label={words.title} title={words.title} onClose={onClose}>
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !answer.data ? (
        <Skeleton shape="lines" count={5} />
      ) : (
        <>
          {answer.data.versions.length > 1 && <CompareForm versions={answer.data.versions} onCompare={setCompared} />}
          <ol className="n-versions">
            {answer.data.versions.map((version) => (
              <VersionLine key={version.version} version={version} inForce={scenario.version} onCompare={setCompared} />
            ))}
          </ol>
        </>
      )}
      {compared && (
        <CompareDialogue scenario={scenario} saved={saved} compared={compared} onClose={() => setCompared(undefined)} />
      )}
    </SidePanel>
  );
}

interface VersionLineProps {
  readonly version: Version;
  readonly inForce: number;
  readonly onCompare: (compared: Compared) => void;
}

const looks = {
  draft: { tone: 'waiting', icon: IconPencil },
  published: { tone: 'settled', icon: IconCheck },
  superseded: { tone: 'neutral', icon: IconHistory },
} as const;

function VersionLine({ version, inForce, onCompare }: VersionLineProps) {
  const words = useTexts().scenarios.editor.versions;
  const language = useLanguage();
  const look = looks[version.state];
  const before = version.basedOn;
  const earlier = version.state === 'superseded' && version.version !== inForce;
  return (
    <li>
      <div className="n-version-head">
        <strong>{version.version === 0 ? words.state.draft : words.version(version.version)}</strong>
        {version.state === 'published' && (
          <StatusBadge tone={look.tone} icon={look.icon} quiet>
            {words.state[version.state]}
          </StatusBadge>
        )}
        <span className="q-muted">{words.steps(version.steps)}</span>
      </div>
      <p className="q-muted">{words.by(version.author, formatMoment(language, version.publishedAt ?? version.changedAt))}</p>
      {version.note && <p className="n-version-note">{version.note}</p>}
      <Inline>
        {before !== null && (
          <Button variant="default" size="compact-xs" onClick={() => onCompare({ from: String(before), to: wordOf(version) })}>
            {words.changes}
          </Button>
        )}
        {earlier && (
          <MayButton
            may="manage"
            variant="default"
            size="compact-xs"
            onClick={() => onCompare({ from: String(inForce), to: String(version.version), rollBack: version.version })}
          >
            {words.rollBack}
          </MayButton>
        )}
      </Inline>
    </li>
  );
}

interface CompareFormProps {
  readonly versions: readonly Version[];
  readonly onCompare: (compared: Compared) => void;
}

function CompareForm({ versions, onCompare }: CompareFormProps) {
  const words = useTexts().scenarios.editor.versions;
  const [newest, second] = versions;
  const [from, setFrom] = useState(second ? wordOf(second) : '');
  const [to, setTo] = useState(newest ? wordOf(newest) : '');
  const choices = versions.map((version) => ({
    value: wordOf(version),
    label: version.version === 0 ? words.draft : words.version(version.version),
  }));
  return (
    <form
      className="n-compare"
      onSubmit={(event) => {
        event.preventDefault();
        onCompare({ from, to });
      }}
    >
      <NativeSelect
        size="xs"
        label={words.from}
        value={from}
        data={choices}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <NativeSelect size="xs" label={words.to} value={to} data={choices} onChange={(event) => setTo(event.currentTarget.value)} />
      <Button type="submit" size="xs" variant="default" disabled={from === to}>
        {words.compare}
      </Button>
    </form>
  );
}

interface CompareDialogueProps {
  readonly scenario: Scenario;
  readonly saved: SavedDraft | null;
  readonly compared: Compared;
  readonly onClose: () => void;
}

function CompareDialogue({ scenario, saved, compared, onClose }: CompareDialogueProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor.versions;
  const { from, to, rollBack } = compared;
  const name = (version: string) => (version === 'draft' ? words.draft : words.version(Number(version)));
  const difference = useQuery({
    queryKey: ['scenario', scenario.id, 'difference', from, to, saved?.changedAt ?? null],
    queryFn: () => api('GET /scenarios/{id}/diff', { params: { id: scenario.id }, query: { from, to } }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={rollBack === undefined ? words.compared(name(from), name(to)) : words.rollBackTitle(rollBack)}
      size={720}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <Stacked>
        {difference.isError ? (
          <ErrorState error={difference.error} onRetry={() => void difference.refetch()} />
        ) : difference.data ? (
          <DifferenceView difference={difference.data} />
        ) : (
          <Skeleton shape="lines" count={4} />
        )}
        {rollBack !== undefined && difference.data && (
          <RollBack scenario={scenario} saved={saved} version={rollBack} onClose={onClose} />
        )}
      </Stacked>
    </Modal>
  );
}

interface RollBackProps {
  readonly scenario: Scenario;
  readonly saved: SavedDraft | null;
  readonly version: number;
  readonly onClose: () => void;
}

function RollBack({ scenario, saved, version, onClose }: RollBackProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor;
  const toast = useToast();
  const inForce = useInForce();
  const [note, setNote] = useState('');
  const rollBack = useMutation({
    mutationFn: () =>
      api('POST /scenarios/{id}/roll-back', { params: { id: scenario.id }, body: { version, note: note.trim() } }),
    onSuccess: (made) => {
      toast.done(words.versions.rolledBack(made.version));
      onClose();
      inForce(made, saved && { ...saved, outdated: true, currentVersion: made.version });
    },
  });
  return (
    <>
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
        {words.versions.rollBackText(version)} {words.publish.followers(scenario.customers)}
      </p>
      <Refused error={rollBack.error} />
      <Inline end>
        <Button variant="default" onClick={onClose}>
          {texts.common.actions.cancel}
        </Button>
        <Button loading={rollBack.isPending} onClick={() => rollBack.mutate()}>
          {words.versions.rollBackAction(version)}
        </Button>
      </Inline>
    </>
  );
}
