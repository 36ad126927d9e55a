import { ApiProblem } from '@quitus/contract/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { api } from '../../api.ts';
import { createDraftKeeper, startOf } from './draft-keeper.ts';
import type { DraftKeeper, Kept } from './draft-keeper.ts';
import { draftOf } from './scenario.ts';
import type { Channel, Draft, DraftBody, DraftStep, SavedDraft, Scenario } from './scenario.ts';
import { arranged, freshId, freshStep, isRung, movedTo } from './sections.ts';
import type { SectionId } from './sections.ts';
import { createIdentities } from './step-identity.ts';

// Long enough not to save at each letter, short enough to be saved before one looks up.
const pauseMilliseconds = 700;

// Saved by somebody else meanwhile; published or thrown away by them.
const conflicts = new Set(['scenario.draft-changed', 'scenario.no-draft']);

export interface ScenarioEditor extends Kept {
  readonly keeper: DraftKeeper;
  /** Changes the settings; changes with the same word in a row are undone together. */
  readonly set: (part: Partial<Omit<Draft, 'steps'>>, word?: string) => void;
  readonly setStep: (step: DraftStep, word?: string) => void;
  /** Adds a step and answers its identity. */
  readonly add: (section: SectionId, channel: Channel) => string;
  readonly duplicate: (step: DraftStep, names: Pick<DraftStep, 'nameFr' | 'nameEn'>) => string;
  readonly remove: (stepId: string) => void;
  /** Moves a step to another place of the ladder; answers whether it could. */
  readonly move: (from: number, to: number) => boolean;
}

/** The key of a scenario's draft in the cache. */
export const draftKey = (id: string) => ['scenario', id, 'draft'] as const;

/** The draft of a scenario as a person changes it, saved by itself. */
export function useScenarioEditor(scenario: Scenario, saved: SavedDraft | null): ScenarioEditor {
  const { id } = scenario;
  const cache = useQueryClient();
  const [keeper] = useState(() => {
    const identities = createIdentities();
    return createDraftKeeper(startOf(saved, draftOf(scenario)), {
      isConflict: (error) => error instanceof ApiProblem && conflicts.has(error.problem.code),
      later: (then) => {
        const timer = setTimeout(then, pauseMilliseconds);
        return () => clearTimeout(timer);
      },
      save: async (draft, changedAt) => {
        const steps = identities.sent(draft.steps);
        const answer = await api('PUT /scenarios/{id}/draft', {
          params: { id },
          body: { ...bodyOf({ ...draft, steps }), changedAt },
        });
        identities.learn(draft.steps, answer.steps);
        const shown = identities.shown(answer);
        cache.setQueryData(draftKey(id), { draft: shown });
        void cache.invalidateQueries({ queryKey: ['scenarios'] });
        return shown;
      },
    });
  });
  const kept = useSyncExternalStore(keeper.subscribe, keeper.current);
  useSavedBeforeLeaving(keeper);
  const { draft } = kept;
  const setSteps = (steps: readonly DraftStep[], word?: string) => keeper.change({ ...draft, steps: arranged(steps) }, word);
  return {
    ...kept,
    keeper,
    set: (part, word) => keeper.change({ ...draft, ...part }, word),
    setStep: (step, word) =>
      setSteps(
        draft.steps.map((each) => (each.stepId === step.stepId ? step : each)),
        word === undefined ? undefined : `${step.stepId} ${word}`,
      ),
    add: (section, channel) => {
      const step = freshStep(draft.steps, section, channel, freshId());
      setSteps([...draft.steps, step]);
      return step.stepId;
    },
    duplicate: (step, names) => {
      const copy = { ...step, ...names, stepId: freshId(), repeatEveryDays: null, repeatTimes: null };
      setSteps(draft.steps.flatMap((each) => (each.stepId === step.stepId ? [each, copy] : [each])));
      return copy.stepId;
    },
    remove: (stepId) => setSteps(draft.steps.filter((each) => each.stepId !== stepId)),
    move: (from, to) => {
      const moved = movedTo(draft.steps, from, to);
      if (moved.every((step, place) => step.stepId === draft.steps[place]?.stepId)) return false;
      keeper.change({ ...draft, steps: moved });
      return true;
    },
  };
}

/** The draft as the server takes it: what is left empty is left empty. */
function bodyOf(draft: Draft): DraftBody {
  return { ...draft, name: draft.name.trim(), steps: draft.steps.map(({ texts, ...step }) => ({ ...step, texts: [...texts] })) };
}

/** Only the last rung of the ladder may come back. */
export function mayRepeat(steps: readonly DraftStep[], stepId: string): boolean {
  return steps.findLast(isRung)?.stepId === stepId;
}

/** Undoes with Ctrl-Z; in a field, those keys undo what was typed there. */
export function useUndoKeys(keeper: DraftKeeper, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      const inField =
        event.target instanceof HTMLElement &&
        (event.target.isContentEditable || event.target.matches('input, textarea, select'));
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || inField) return;
      event.preventDefault();
      keeper.undo();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, [keeper, enabled]);
}

// What is not saved yet is saved when the screen closes; a page that closes asks first.
function useSavedBeforeLeaving(keeper: DraftKeeper): void {
  useEffect(() => {
    const unsaved = () => !['saved', 'conflict'].includes(keeper.current().keeping);
    const ask = (event: BeforeUnloadEvent) => {
      if (!unsaved()) return;
      void keeper.flush();
      event.preventDefault();
    };
    globalThis.addEventListener('beforeunload', ask);
    return () => {
      globalThis.removeEventListener('beforeunload', ask);
      if (unsaved()) void keeper.flush();
    };
  }, [keeper]);
}
