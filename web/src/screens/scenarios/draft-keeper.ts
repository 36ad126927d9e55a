import type { Draft, Problem, SavedDraft } from './scenario.ts';
import { draftOf } from './scenario.ts';

/** Where the draft stands: as the server has it, changed since, on its way, not taken, or saved by somebody else meanwhile. */
export type Keeping = 'saved' | 'changed' | 'saving' | 'failed' | 'conflict';

export interface Kept {
  readonly draft: Draft;
  /** What `undo` returns to, oldest first. */
  readonly past: readonly Draft[];
  readonly keeping: Keeping;
  /** Of the draft as the server last had it; null when it has none. */
  readonly changedAt: string | null;
  readonly problems: readonly Problem[];
  /** Why it was not taken. */
  readonly error: unknown;
}

interface Saving {
  /** Saves a draft made from the one of `changedAt`; throws what the server refuses. */
  readonly save: (draft: Draft, changedAt: string | null) => Promise<SavedDraft>;
  /** Whether a refusal says that somebody else saved meanwhile. */
  readonly isConflict: (error: unknown) => boolean;
  /** Calls back a moment later, when the person has paused; answers how to call it off. */
  readonly later: (then: () => void) => () => void;
}

export interface DraftKeeper {
  readonly current: () => Kept;
  readonly subscribe: (told: () => void) => () => void;
  /** Changes the draft; it is saved when the person pauses. Changes with the same word in a row are undone together. */
  readonly change: (draft: Draft, word?: string) => void;
  readonly undo: () => void;
  /** Saves at once what is not saved; resolves when nothing is on its way. */
  readonly flush: () => Promise<void>;
  /** Takes what the server has: a colleague's draft, or none. What was here can be had back by `undo`. */
  readonly take: (draft: Draft, changedAt: string | null, problems: readonly Problem[]) => void;
  /** After a conflict: saves what is here over the draft of `changedAt`. */
  readonly keepMine: (changedAt: string | null) => void;
}

// More steps back than anybody remembers.
const mostPast = 50;

/** Holds the draft a person works on and saves every change: one save at a time, the last state always saved last. */
export function createDraftKeeper(
  start: Pick<Kept, 'draft' | 'changedAt' | 'problems'>,
  { save, isConflict, later }: Saving,
): DraftKeeper {
  let kept: Kept = { ...start, past: [], keeping: 'saved', error: undefined };
  let lastWord: string | undefined;
  let callOff = () => {};
  let running: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const set = (next: Partial<Kept>) => {
    kept = { ...kept, ...next };
    for (const told of listeners) told();
  };

  const saveOnce = async () => {
    const sent = kept.draft;
    set({ keeping: 'saving', error: undefined });
    try {
      const saved = await save(sent, kept.changedAt);
      set({ changedAt: saved.changedAt, problems: saved.problems, keeping: kept.draft === sent ? 'saved' : 'changed' });
    } catch (error) {
      set({ keeping: isConflict(error) ? 'conflict' : 'failed', error });
    }
  };
  const saveAll = async () => {
    // What was changed while a save was on its way is saved after it.
    while (kept.keeping === 'changed' || kept.keeping === 'failed') {
      // One after the other: each save names the one before.
      // oxlint-disable-next-line no-await-in-loop
      await saveOnce();
      if (kept.keeping !== 'changed') return;
    }
  };
  const flush = () => {
    callOff();
    running ??= saveAll().finally(() => {
      running = undefined;
    });
    return running;
  };
  const touched = (draft: Draft, past: readonly Draft[]) => {
    // A conflict is settled by a person first, and what is on its way ends first: the loop above sees what came since.
    set({ draft, past, keeping: kept.keeping === 'conflict' || kept.keeping === 'saving' ? kept.keeping : 'changed' });
    callOff();
    if (kept.keeping === 'changed') callOff = later(() => void flush());
  };

  return {
    current: () => kept,
    subscribe: (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    change: (draft, word) => {
      const together = word !== undefined && word === lastWord && kept.past.length > 0;
      lastWord = word;
      touched(draft, together ? kept.past : [...kept.past, kept.draft].slice(-mostPast));
    },
    undo: () => {
      const before = kept.past.at(-1);
      if (!before) return;
      lastWord = undefined;
      touched(before, kept.past.slice(0, -1));
    },
    flush,
    take: (draft, changedAt, problems) => {
      callOff();
      lastWord = undefined;
      set({ draft, past: [...kept.past, kept.draft].slice(-mostPast), changedAt, problems, keeping: 'saved', error: undefined });
    },
    keepMine: (changedAt) => {
      set({ changedAt, keeping: 'changed', error: undefined });
      void flush();
    },
  };
}

/** What a keeper starts with: the saved draft, or the version in force when there is none. */
export function startOf(saved: SavedDraft | null, published: Draft): Pick<Kept, 'draft' | 'changedAt' | 'problems'> {
  return saved
    ? { draft: draftOf(saved), changedAt: saved.changedAt, problems: saved.problems }
    : { draft: published, changedAt: null, problems: [] };
}
