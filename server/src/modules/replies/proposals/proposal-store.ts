import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';
import type { Span } from '../intake/reading.ts';
import type { NewProposal, ProposalContent, ProposalKind } from './propose.ts';

/** What accepting made, to undo it. */
export type Made = {
  readonly promiseId?: string;
  readonly interactionId?: string;
  readonly disputeId?: string;
  readonly contactId?: string;
  readonly formerContactId?: string;
  readonly formerValidity?: string;
  readonly holdId?: string;
  readonly messageId?: string;
};
export type Proposal = {
  readonly mailId: string;
  readonly place: number;
  readonly kind: ProposalKind;
  readonly state: 'proposed' | 'accepted' | 'refused';
  readonly confidence: number;
  readonly foundBy: 'rules' | 'model';
  readonly evidence: readonly Span[];
  readonly content: ProposalContent;
  readonly made: Made | null;
  readonly automatic: boolean;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
};

const columns = sql`
  mail_id as "mailId", place, kind, state, confidence, found_by as "foundBy", evidence, content, made, automatic, decided_by as "decidedBy",
  decided_at as "decidedAt"
`;

/** Writes proposals beside those already decided, which stay; answers them as they stand now. */
export async function writeProposals(tx: Transaction, mailId: string, proposals: readonly NewProposal[]): Promise<Proposal[]> {
  await tx.run(sql`delete from replies.proposal where mail_id = ${mailId} and state = 'proposed'`);
  const rows = JSON.stringify(
    proposals.map(({ kind, confidence, foundBy, evidence, content }) => ({
      kind,
      confidence,
      found_by: foundBy,
      evidence,
      content,
    })),
  );
  await tx.run(sql`
    insert into replies.proposal (tenant_id, mail_id, place, kind, confidence, found_by, evidence, content)
    select ${tx.tenantId}, ${mailId}, decided.last + row_number() over (), row.kind, row.confidence, row.found_by, row.evidence, row.content
    from jsonb_to_recordset(${rows}::jsonb) as row (kind text, confidence integer, found_by text, evidence jsonb, content jsonb)
    cross join (select coalesce(max(place), 0) as last from replies.proposal where mail_id = ${mailId}) as decided
    -- What was decided is not asked again.
    where not exists (select from replies.proposal where proposal.mail_id = ${mailId} and proposal.kind = row.kind)
  `);
  return proposalsOf(tx, mailId);
}

/** The proposals of a mail, in order. */
export function proposalsOf(db: Queryable, mailId: string): Promise<Proposal[]> {
  return db.rows<Proposal>(sql`select ${columns} from replies.proposal where mail_id = ${mailId} order by place`);
}

/** One proposal, held until the transaction ends so that it is decided once. */
export async function lockProposal(tx: Transaction, mailId: string, place: number): Promise<Proposal> {
  const found = await tx.maybe<Proposal>(sql`
    select ${columns} from replies.proposal where mail_id = ${mailId} and place = ${place} for update
  `);
  if (!found) throw refuse('reply.not-found');
  return found;
}
