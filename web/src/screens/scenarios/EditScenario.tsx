import { formatMoment } from '@quitus/texts';
import { Help, Page, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconStar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useRightReason } from '../../rights.ts';
import { useMay } from '../../session.ts';
import { useScreenSearch } from '../../search.ts';
import { DraftNotices, DraftState } from './DraftState.tsx';
import { EditActions } from './EditActions.tsx';
import { PublishDialogue } from './PublishDialogue.tsx';
import { ReachLine, useReach } from './ReachLine.tsx';
import { draftOf, stepName } from './scenario.ts';
import type { SavedDraft, Scenario } from './scenario.ts';
import { ScenarioTimeline } from './ScenarioTimeline.tsx';
import { timelineOf } from './scenario-timeline.ts';
import { SettingsPanel } from './SettingsPanel.tsx';
import { StepPanel } from './StepPanel.tsx';
import { StepSections } from './StepSections.tsx';
import { rangeOf } from './timeline-places.ts';
import { useScenarioEditor, useUndoKeys } from './useScenarioEditor.ts';
import type { ScenarioEditor } from './useScenarioEditor.ts';
import { VersionsPanel } from './VersionsPanel.tsx';

interface EditScenarioProps {
  readonly scenario: Scenario;
  /** Its draft as the server has it. */
  readonly saved: SavedDraft | null;
}

/** The editor of one scenario in the version in force: what is changed is saved as its draft, then published. */
export function EditScenario({ scenario, saved }: EditScenarioProps) {
  const texts = useTexts();
  const language = useLanguage();
  const readOnly = !useMay('manage');
  const editor = useScenarioEditor(scenario, saved);
  useColleaguesDraft(editor, saved, scenario);
  const { search, change } = useScreenSearch();
  const open = (id: string | undefined, tab = search.tab) => change({ open: id, tab: id === undefined ? undefined : tab });
  const [publishing, setPublishing] = useState(false);
  const reach = useReach(scenario.id);
  const { draft } = editor;
  const marks = timelineOf(draft.steps, language);
  useUndoKeys(editor.keeper, !readOnly);
  return (
    <Page
      title={draft.name}
      trail={<Link to="/scenarios">{texts.shell.places.scenarios}</Link>}
      heading={<Heading scenario={scenario} name={draft.name} />}
      detail={<Detail scenario={scenario} editor={editor} readOnly={readOnly} />}
      help={
        <Help title={texts.scenarios.step.panel.title}>
          <p>{texts.scenarios.screen.help}</p>
        </Help>
      }
      actions={
        <EditActions scenario={scenario} saved={saved} editor={editor} onPublish={() => setPublishing(true)} onOpen={open} />
      }
      aside={<Aside scenario={scenario} saved={saved} editor={editor} readOnly={readOnly} openId={search.open} onOpen={open} />}
    >
      <DraftNotices editor={editor} scenario={scenario} saved={saved} />
      <div className="n-overview">
        {marks.length > 0 && (
          <ScenarioTimeline
            steps={marks}
            range={rangeOf(marks.map((mark) => mark.day))}
            openKey={search.open}
            onOpen={(id) => open(id === search.open ? undefined : id)}
          />
        )}
        <ReachLine answer={reach} />
      </div>
      <StepSections editor={editor} readOnly={readOnly} reach={reach.data} openId={search.open} onOpen={open} />
      {publishing && saved && <PublishDialogue scenario={scenario} saved={saved} onClose={() => setPublishing(false)} />}
    </Page>
  );
}

function Heading({ scenario, name }: { readonly scenario: Scenario; readonly name: string }) {
  const words = useTexts().scenarios.screen;
  return (
    <>
      {name}
      {scenario.isDefault && (
        <StatusBadge tone="accent" icon={IconStar}>
          {words.isDefault}
        </StatusBadge>
      )}
    </>
  );
}

interface DetailProps {
  readonly scenario: Scenario;
  readonly editor: ScenarioEditor;
  readonly readOnly: boolean;
}

function Detail({ scenario, editor, readOnly }: DetailProps) {
  const words = useTexts().scenarios.screen;
  const language = useLanguage();
  const forbidden = useRightReason('manage');
  const published = scenario.publishedAt
    ? words.publishedBy(formatMoment(language, scenario.publishedAt), scenario.author)
    : words.never;
  return (
    <span className="n-detail">
      <span>
        {words.version(scenario.version)} · {published}
      </span>
      {(!readOnly || editor.changedAt !== null) && <DraftState editor={editor} />}
      {forbidden !== undefined && <span>{forbidden}</span>}
    </span>
  );
}

interface AsideProps extends EditScenarioProps {
  readonly editor: ScenarioEditor;
  readonly readOnly: boolean;
  readonly openId: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}

/** What stands beside: the settings, the versions, or one step. */
function Aside({ scenario, saved, editor, readOnly, openId, onOpen }: AsideProps) {
  const words = useTexts().scenarios.step.line;
  const language = useLanguage();
  const toast = useToast();
  const close = () => onOpen(undefined);
  if (openId === 'settings') return <SettingsPanel editor={editor} readOnly={readOnly} onClose={close} />;
  if (openId === 'versions') return <VersionsPanel scenario={scenario} saved={saved} onClose={close} />;
  const step = editor.draft.steps.find((each) => each.stepId === openId);
  if (!step) return null;
  return (
    <StepPanel
      key={step.stepId}
      scenario={scenario}
      editor={editor}
      step={step}
      readOnly={readOnly}
      onClose={close}
      onRemove={() => {
        editor.remove(step.stepId);
        close();
        toast.done(words.removed(stepName(language, step)), () => editor.keeper.undo());
      }}
    />
  );
}

/** Takes what a colleague saved while nothing of one's own was waiting: the screen never shows an old draft as the present one. */
function useColleaguesDraft(editor: ScenarioEditor, saved: SavedDraft | null, scenario: Scenario): void {
  const words = useTexts().scenarios.editor;
  const toast = useToast();
  const { keeper } = editor;
  useEffect(() => {
    const { keeping, changedAt } = keeper.current();
    if (keeping !== 'saved' || changedAt === (saved?.changedAt ?? null)) return;
    // The cache may be read before one's own save reaches it: only what is newer is a colleague's.
    if (saved && changedAt !== null && saved.changedAt < changedAt) return;
    keeper.take(saved ? draftOf(saved) : draftOf(scenario), saved?.changedAt ?? null, saved?.problems ?? []);
    if (saved) toast.done(words.changedBy(saved.author));
  }, [keeper, saved, scenario, toast, words]);
}
