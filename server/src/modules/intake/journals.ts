import { type Language, textsIn } from '@quitus/texts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import type { Context } from '../../platform/http/index.ts';
import type { JournalNature } from './fec/journal-nature.ts';
import { refuse } from './refusals.ts';

type JournalRow = { entityId: string; code: string; label: string; nature: JournalNature; confirmed: boolean; evidence: string };

const columns = sql`entity_id as "entityId", code, label, nature, confirmed, evidence`;

/** The journals met so far, those to confirm first, with why each is taken for what it is. */
export async function listJournals(db: Queryable, entityId: string | undefined, language: Language): Promise<JournalRow[]> {
  const rows = await db.rows<JournalRow>(sql`
    select ${columns} from intake.journal
    where ${entityId ?? null}::uuid is null or entity_id = ${entityId ?? null}::uuid
    order by confirmed, code
  `);
  return rows.map((row) => ({ ...row, evidence: evidenceIn(language, row) }));
}

/** Confirms or corrects what a journal is. Items already in keep their kind until the next import of that year. */
export async function changeJournal(
  context: Context,
  code: string,
  change: { entityId: string; nature: JournalNature },
): Promise<JournalRow> {
  return context.db.transaction(async (tx) => {
    const row = await tx.maybe<JournalRow>(sql`
      update intake.journal set nature = ${change.nature}, confirmed = true
      where tenant_id = ${tx.tenantId} and entity_id = ${change.entityId} and code = ${code}
      returning ${columns}
    `);
    if (!row) throw refuse('journal.unknown', { code });
    await recordEvent(tx, {
      kind: 'intake.journal-confirmed',
      actor: context.actor,
      entityId: change.entityId,
      details: { code, nature: change.nature },
    });
    return { ...row, evidence: evidenceIn(context.language, row) };
  });
}

function evidenceIn(language: Language, row: Pick<JournalRow, 'confirmed' | 'evidence'>): string {
  const words = textsIn(language).imports.evidence;
  if (row.confirmed) return words.confirmed;
  const [, sign, value = ''] = /^(name|day|bank|sales|purchases)=([^=]*)$/.exec(row.evidence) ?? [];
  switch (sign) {
    case 'name':
    case 'day':
    case 'bank':
    case 'sales':
    case 'purchases':
      return words[sign](value);
    default:
      return words.mixed;
  }
}
