import { formatDay, type Language, textsIn } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { type Queryable, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { cancelMessages } from '../../messages/index.ts';
import { refuse } from '../refusals.ts';
import { campaignById, campaignRow, insertCampaign, updateCampaign } from './campaign-store.ts';
import { type Campaign, type CampaignBody, type CampaignKind, statesAccount } from './campaign.ts';
import { assertBody } from './check-campaign.ts';

export type By = { readonly actor: Actor; readonly now: Temporal.Instant };

/** Begins a campaign with the ready words of its kind, for everybody of the entity. Answers its id. */
export function beginCampaign(
  db: TenantDatabase,
  wanted: { readonly kind: CampaignKind; readonly entityId?: string | undefined; readonly name?: string | undefined },
  by: By & { readonly today: (timeZone: string) => Day; readonly language: Language },
): Promise<string> {
  return db.transaction(async (tx) => {
    const entity = await entityOf(tx, wanted.entityId);
    const today = by.today(entity.timeZone);
    const asOf = wanted.kind === 'balance-confirmation' ? `${Number(today.slice(0, 4)) - 1}-12-31` : null;
    const [fr, en] = [readyWords('fr', wanted.kind), readyWords('en', wanted.kind)];
    const own = textsIn(by.language).campaigns;
    const name = wanted.name?.trim() || own.named(own.kinds[wanted.kind], formatDay(by.language, asOf ?? today));
    const body: CampaignBody = {
      name,
      criteria: null,
      recipientRoles: [],
      asOf,
      attachStatement: statesAccount(wanted.kind),
      subjectFr: fr?.subject ?? null,
      bodyFr: fr?.body ?? null,
      subjectEn: en?.subject ?? null,
      bodyEn: en?.body ?? null,
      texts: [],
    };
    const id = await insertCampaign(tx, { entityId: entity.id, kind: wanted.kind, body }, { name: by.actor.name, now: by.now });
    await tell(tx, 'campaigns.begun', { id, entityId: entity.id, kind: wanted.kind, name }, by);
    return id;
  });
}

/** Writes a draft anew. Refused once it is confirmed, and when somebody else changed it since `revision`. */
export function changeCampaign(
  db: TenantDatabase,
  id: string,
  { revision, ...body }: CampaignBody & { readonly revision: number },
  by: By & { readonly today: (timeZone: string) => Day },
): Promise<void> {
  return db.transaction(async (tx) => {
    const campaign = await campaignById(tx, id, true);
    if (campaign.state !== 'draft') throw refuse('campaign.not-draft');
    if (campaign.revision !== revision) throw refuse('campaign.changed-meanwhile');
    const named = { ...body, name: body.name.trim() || campaign.name };
    assertBody(campaign.kind, named, by.today(campaign.timeZone));
    await updateCampaign(tx, id, named, by.now);
    await tell(tx, 'campaigns.changed', { ...campaign, name: named.name }, by);
  });
}

/** Calls a campaign off: a draft is put away; of a confirmed one what has not left does not leave. Refused when nothing of it is left to stop. */
export function cancelCampaign(db: TenantDatabase, id: string, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const campaign = await campaignById(tx, id, true);
    const { allowedActions } = await campaignRow(tx, id);
    if (!allowedActions.includes('cancel')) throw refuse('campaign.nothing-to-cancel');
    await tx.run(sql`
      update dunning.campaign set state = 'cancelled', cancelled_at = ${by.now.toString()}, cancelled_by = ${by.actor.name} where id = ${id}::uuid
    `);
    const stopped = await cancelMessages(
      tx,
      sql`select message_id from dunning.campaign_message where campaign_id = ${id}::uuid`,
      'campaign-cancelled',
      by.now,
    );
    await tell(tx, 'campaigns.cancelled', campaign, by, { stopped });
  });
}

/** Records what somebody did with a campaign. */
export function tell(
  tx: Transaction,
  kind: `campaigns.${string}`,
  campaign: Pick<Campaign, 'id' | 'entityId' | 'kind' | 'name'>,
  by: By,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return recordEvent(tx, {
    kind,
    actor: by.actor,
    entityId: campaign.entityId,
    subjectId: campaign.id,
    details: { kind: campaign.kind, name: campaign.name, ...details },
  });
}

// A free campaign begins without a word.
function readyWords(language: Language, kind: CampaignKind): { readonly subject: string; readonly body: string } | undefined {
  return kind === 'free' ? undefined : textsIn(language).campaigns.ready[kind];
}

async function entityOf(db: Queryable, id: string | undefined): Promise<{ id: string; timeZone: string }> {
  const entities = await db.rows<{ id: string; timeZone: string }>(sql`
    select id, time_zone as "timeZone"
    from identity.entity
    ${id === undefined ? sql`` : sql`where id = ${id}::uuid`}
    order by name, id
    limit 1
  `);
  const [entity] = entities;
  if (!entity) throw refuse('campaign.entity-unknown');
  return entity;
}
