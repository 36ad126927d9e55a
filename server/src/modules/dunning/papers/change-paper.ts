import type { Actor } from '../../../kernel/actor.ts';
import type { TenantDatabase } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { assertPaper } from './check-paper.ts';
import type { PaperTemplate } from './paper.ts';
import { keepPaper } from './paper-store.ts';

/** Writes a paper's words anew; the next that leaves says them. Refuses words that cannot be said, and when somebody else changed them since `revision`. */
export async function changePaper(
  db: TenantDatabase,
  paper: PaperTemplate,
  by: { readonly actor: Actor; readonly now: Temporal.Instant },
): Promise<void> {
  assertPaper(paper);
  await db.transaction(async (tx) => {
    if (!(await keepPaper(tx, paper, { name: by.actor.name, now: by.now }))) throw refuse('paper.changed-meanwhile');
    const { kind, columns, fr, en, variants } = paper;
    await recordEvent(tx, { kind: `papers.${kind}-changed`, actor: by.actor, details: { columns, fr, en, variants } });
  });
}
