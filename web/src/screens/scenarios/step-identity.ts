import type { DraftStep, SavedDraft } from './scenario.ts';

type Step = Pick<DraftStep, 'stepId'>;

/**
 * The identities of new steps: the screen gives each one when it is added and keeps it while it is open, the server gives another when it
 * is saved. Each side is told its own.
 */
export function createIdentities() {
  const ofServer = new Map<string, string>();
  const ofScreen = new Map<string, string>();
  const shownId = (id: string) => ofScreen.get(id) ?? id;
  return {
    /** Steps under the identities the server knows them by. */
    sent: <S extends Step>(steps: readonly S[]): S[] =>
      steps.map((step) => ({ ...step, stepId: ofServer.get(step.stepId) ?? step.stepId })),
    /** Learns from an answer, step by step in the same order, what the server calls the steps it was sent. */
    learn: (screen: readonly Step[], answered: readonly Step[]): void => {
      for (const [place, { stepId }] of screen.entries()) {
        const known = answered[place]?.stepId;
        if (known === undefined || known === stepId) continue;
        ofServer.set(stepId, known);
        ofScreen.set(known, stepId);
      }
    },
    /** A saved draft under the identities of the screen. */
    shown: (saved: SavedDraft): SavedDraft => ({
      ...saved,
      steps: saved.steps.map((step) => ({ ...step, stepId: shownId(step.stepId) })),
      problems: saved.problems.map((problem) => ({ ...problem, stepId: problem.stepId && shownId(problem.stepId) })),
    }),
  };
}
