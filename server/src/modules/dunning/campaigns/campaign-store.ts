import type { CampaignRow } from '@quitus/contract';
import { uuidv7 } from '../../../kernel/ids.ts';
import { jsonb, type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { after, type Order, pageOf, windowOf } from '../../../platform/criteria/index.ts';
import { refuse } from '../refusals.ts';
import { allowedCampaignActions, type Campaign, type CampaignBody, type CampaignKind } from './campaign.ts';

const bodyColumns = sql`
  campaign.name, campaign.criteria, campaign.recipient_roles as "recipientRoles", campaign.as_of as "asOf", campaign.attach_statement as "attachStatement",
  campaign.subject_fr as "subjectFr", campaign.body_fr as "bodyFr", campaign.subject_en as "subjectEn", campaign.body_en as "bodyEn", campaign.texts
`;

/** Campaigns by their ids. */
export async function campaignsById(db: Queryable, ids: readonly string[]): Promise<Map<string, Campaign>> {
  const rows = await read(db, sql`campaign.id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map((campaign) => [campaign.id, campaign]));
}

/** One campaign; refuses an unknown one. `locked`: nobody else changes it until the transaction ends. */
export async function campaignById(db: Queryable, id: string, locked = false): Promise<Campaign> {
  const [campaign] = await read(db, sql`campaign.id = ${id}::uuid`, locked ? sql`for update of campaign` : sql``);
  if (!campaign) throw refuse('campaign.not-found');
  return campaign;
}

function read(db: Queryable, which: Sql, lock: Sql = sql``): Promise<Campaign[]> {
  return db.rows<Campaign>(sql`
    select campaign.id, campaign.entity_id as "entityId", campaign.kind, campaign.state, campaign.revision, campaign.left_out as "leftOut",
      entity.time_zone as "timeZone", ${bodyColumns}
    from dunning.campaign
    join identity.entity on entity.tenant_id = campaign.tenant_id and entity.id = campaign.entity_id
    where ${which}
    ${lock}
  `);
}

/** Keeps a new campaign as a draft. Answers its id. */
export async function insertCampaign(
  tx: Transaction,
  draft: { readonly entityId: string; readonly kind: CampaignKind; readonly body: CampaignBody },
  by: { readonly name: string; readonly now: Temporal.Instant },
): Promise<string> {
  const id = uuidv7();
  const { entityId, kind, body } = draft;
  const now = by.now.toString();
  await tx.run(sql`
    insert into dunning.campaign (tenant_id, id, entity_id, kind, author, created_at, changed_at, name, criteria, recipient_roles, as_of, attach_statement,
      subject_fr, body_fr, subject_en, body_en, texts)
    values (${tx.tenantId}, ${id}, ${entityId}, ${kind}, ${by.name}, ${now}, ${now}, ${body.name}, ${nullableJson(body.criteria)}, ${[...body.recipientRoles]},
      ${body.asOf}, ${body.attachStatement}, ${body.subjectFr}, ${body.bodyFr}, ${body.subjectEn}, ${body.bodyEn}, ${jsonb(body.texts)})
  `);
  return id;
}

/** Writes a draft anew. */
export async function updateCampaign(tx: Transaction, id: string, body: CampaignBody, now: Temporal.Instant): Promise<void> {
  await tx.run(sql`
    update dunning.campaign
    set name = ${body.name}, criteria = ${nullableJson(body.criteria)}, recipient_roles = ${[...body.recipientRoles]}, as_of = ${body.asOf},
      attach_statement = ${body.attachStatement}, subject_fr = ${body.subjectFr}, body_fr = ${body.bodyFr}, subject_en = ${body.subjectEn},
      body_en = ${body.bodyEn}, texts = ${jsonb(body.texts)}, revision = revision + 1, changed_at = ${now.toString()}
    where id = ${id}::uuid
  `);
}

const nullableJson = (value: unknown): Sql => (value === null ? sql`null::jsonb` : jsonb(value));

const newest: Order = {
  descending: true,
  keys: [
    { sql: sql`campaign.created_at`, type: 'timestamptz' },
    { sql: sql`campaign.id`, type: 'uuid' },
  ],
};

type Progress = CampaignRow['progress'] & { readonly toCome: number };
type Raw = Omit<
  CampaignRow,
  'state' | 'progress' | 'allowedActions' | 'createdAt' | 'changedAt' | 'confirmedAt' | 'cancelledAt'
> & {
  readonly state: Campaign['state'];
  readonly createdAt: Temporal.Instant;
  readonly changedAt: Temporal.Instant;
  readonly confirmedAt: Temporal.Instant | null;
  readonly cancelledAt: Temporal.Instant | null;
} & Progress;

const rowColumns = sql`
  campaign.id, campaign.entity_id as "entityId", entity.name as "entityName", campaign.name, campaign.kind, campaign.as_of as "asOf", campaign.state,
  campaign.author, campaign.created_at as "createdAt", campaign.changed_at as "changedAt", campaign.confirmed_at as "confirmedAt",
  campaign.confirmed_by as "confirmedBy", campaign.cancelled_at as "cancelledAt", campaign.cancelled_by as "cancelledBy", campaign.messages,
  progress.waiting, progress.sent, progress.rehearsed, progress.failed, progress.uncertain, progress.cancelled, progress.to_come as "toCome"
`;

// Where the messages of a campaign stand: counted from them, so that it is true whatever happened to each.
const withProgress = sql`
  join identity.entity on entity.tenant_id = campaign.tenant_id and entity.id = campaign.entity_id
  cross join lateral (
    select count(*) filter (where message.state in ('waiting', 'claimed', 'calling', 'handed'))::int as waiting,
      count(*) filter (where message.state = 'sent')::int as sent,
      count(*) filter (where message.state = 'sent' and message.transport = 'local')::int as rehearsed,
      count(*) filter (where message.state = 'failed')::int as failed,
      count(*) filter (where message.state = 'uncertain')::int as uncertain,
      count(*) filter (where message.state = 'cancelled')::int as cancelled,
      count(*) filter (where message.state in ('waiting', 'claimed'))::int as to_come
    from dunning.campaign_message as own
    join messages.message on message.tenant_id = own.tenant_id and message.id = own.message_id
    where own.tenant_id = campaign.tenant_id and own.campaign_id = campaign.id
  ) as progress
`;

/** A window of the campaigns, the newest first. */
export async function listCampaigns(
  db: Queryable,
  window: { readonly limit?: number | undefined; readonly offset?: number | undefined; readonly cursor?: string | undefined },
): Promise<{ rows: CampaignRow[]; nextCursor: string | null; total: number }> {
  const limit = window.limit ?? 100;
  const asked = { list: 'campaigns' };
  const page = { order: newest, limit, offset: window.offset, after: after(window.cursor, asked, newest) };
  const [found, { total }] = await Promise.all([
    db.rows<Raw & { keys: (string | null)[] }>(sql`
      with window_of as (${windowOf({ columns: sql`campaign.id`, from: sql`dunning.campaign`, where: sql`true`, ...page })})
      select ${rowColumns}, window_of.keys
      from window_of
      join dunning.campaign on campaign.id = window_of.id
      ${withProgress}
      order by window_of.place
    `),
    db.one<{ total: number }>(sql`select count(*)::int as total from dunning.campaign`),
  ]);
  const { rows, nextCursor } = pageOf(found, limit, asked);
  return { rows: rows.map(asRow), nextCursor, total };
}

/** One campaign as the list shows it; refuses an unknown one. */
export async function campaignRow(db: Queryable, id: string): Promise<CampaignRow> {
  const row = await db.maybe<Raw>(sql`
    select ${rowColumns} from dunning.campaign ${withProgress} where campaign.id = ${id}::uuid
  `);
  if (!row) throw refuse('campaign.not-found');
  return asRow(row);
}

function asRow({ waiting, sent, rehearsed, failed, uncertain, cancelled, toCome, ...row }: Raw): CampaignRow {
  return {
    ...row,
    state: row.state === 'confirmed' && waiting + uncertain === 0 ? 'done' : row.state,
    createdAt: row.createdAt.toString(),
    changedAt: row.changedAt.toString(),
    confirmedAt: row.confirmedAt?.toString() ?? null,
    cancelledAt: row.cancelledAt?.toString() ?? null,
    progress: { waiting, sent, rehearsed, failed, uncertain, cancelled },
    allowedActions: allowedCampaignActions(row.state, toCome > 0),
  };
}
