import type { Criteria } from '@quitus/contract';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { deliveryOf, type NewStep, type Step } from './scenario.ts';

/** Which steps: those of one version of a scenario. */
export type VersionKey = { readonly id: string; readonly version: number };

/** Writes the steps of a version, in their order, with their variants: two statements however many they are. */
export async function writeSteps(tx: Transaction, { id, version }: VersionKey, steps: readonly NewStep[]): Promise<void> {
  const rows = steps.map((step, index) => stepRow(step, index + 1));
  await tx.run(sql`
    insert into dunning.step (tenant_id, scenario_id, version, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave,
      enabled, subject_fr, subject_en, body_fr, body_en, script_fr, script_en, minimum_minor, sender, sender_person_id, recipient_roles, copy_roles,
      copy_people, attachments, conditions, show_interest, repeat_every_days, repeat_times)
    select ${tx.tenantId}, ${id}, ${version}, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave,
      enabled, subject_fr, subject_en, body_fr, body_en, script_fr, script_en, minimum_minor, sender, sender_person_id, recipient_roles, copy_roles,
      copy_people, attachments, conditions, show_interest, repeat_every_days, repeat_times
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as step (step_id uuid, position integer, level integer, name_fr text, name_en text, reference text,
      offset_days integer, channel text, automation text, grave boolean, enabled boolean, subject_fr text, subject_en text, body_fr text, body_en text,
      script_fr text, script_en text, minimum_minor bigint, sender text, sender_person_id uuid, recipient_roles text[], copy_roles text[],
      copy_people text[], attachments text[], conditions jsonb, show_interest boolean, repeat_every_days integer, repeat_times integer)
  `);
  const texts = rows.flatMap(({ step_id, texts: variants }) =>
    variants.map((text, index) => ({ ...text, step_id, place: index + 1 })),
  );
  if (texts.length === 0) return;
  await tx.run(sql`
    insert into dunning.step_text (tenant_id, scenario_id, version, step_id, place, language, label, criteria, subject, body, script)
    select ${tx.tenantId}, ${id}, ${version}, step_id, place, language, label, criteria, subject, body, script
    from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as text (step_id uuid, place integer, language text, label text, criteria jsonb,
      subject text, body text, script text)
  `);
}

/** Steps whose identity this scenario has had, in any version or its draft, keep it; any other is a new step. */
export async function withOwnIds(tx: Transaction, scenarioId: string, steps: readonly NewStep[]): Promise<NewStep[]> {
  const known = await tx.rows<{ id: string }>(
    sql`select distinct step_id as id from dunning.step where scenario_id = ${scenarioId}::uuid`,
  );
  const own = new Set(known.map((step) => step.id));
  return steps.map((step) => (step.stepId !== undefined && own.has(step.stepId) ? step : { ...step, stepId: undefined }));
}

function stepRow(step: NewStep, position: number) {
  const delivery = deliveryOf(step);
  return {
    step_id: step.stepId ?? uuidv7(),
    position,
    level: step.level,
    name_fr: step.nameFr,
    name_en: step.nameEn,
    reference: step.reference,
    offset_days: step.offsetDays,
    channel: step.channel,
    automation: step.automation,
    grave: step.grave,
    enabled: step.enabled,
    subject_fr: step.subjectFr,
    subject_en: step.subjectEn,
    body_fr: step.bodyFr,
    body_en: step.bodyEn,
    script_fr: step.scriptFr,
    script_en: step.scriptEn,
    minimum_minor: step.minimumMinor?.toString() ?? null,
    sender: delivery.sender,
    sender_person_id: delivery.senderPersonId,
    recipient_roles: delivery.recipientRoles,
    copy_roles: delivery.copyRoles,
    copy_people: delivery.copyPeople,
    attachments: delivery.attachments,
    conditions: delivery.conditions,
    show_interest: delivery.showInterest,
    repeat_every_days: delivery.repeatEveryDays,
    repeat_times: delivery.repeatTimes,
    texts: delivery.texts,
  };
}

type TextRow = Step['texts'][number] & { readonly criteria: Criteria | null };
type StepRow = Omit<Step, 'texts'> & { readonly scenarioId: string; readonly version: number; readonly texts: TextRow[] | null };

/** The steps of these versions, by `keyOf`, each in order with its variants. */
export async function stepsOf(db: Queryable, versions: readonly VersionKey[]): Promise<Map<string, Step[]>> {
  const found = new Map<string, Step[]>(versions.map((version) => [keyOf(version), []]));
  if (versions.length === 0) return found;
  const rows = await db.rows<StepRow>(sql`
    with wanted as (
      select *
      from unnest(${versions.map((one) => one.id)}::uuid[], ${versions.map((one) => one.version)}::int[]) as wanted (scenario_id, version)
    ),
    variant as (
      select text.scenario_id, text.version, text.step_id,
        jsonb_agg(jsonb_build_object('language', text.language, 'label', text.label, 'criteria', text.criteria, 'subject', text.subject,
          'body', text.body, 'script', text.script) order by text.place) as texts
      from dunning.step_text as text
      join wanted on wanted.scenario_id = text.scenario_id and wanted.version = text.version
      group by text.scenario_id, text.version, text.step_id
    )
    select step.scenario_id as "scenarioId", step.version, step.step_id as "stepId", step.position, step.level, step.name_fr as "nameFr", step.name_en as "nameEn",
      step.reference, step.offset_days as "offsetDays", step.channel, step.automation, step.grave, step.enabled, step.subject_fr as "subjectFr",
      step.subject_en as "subjectEn", step.body_fr as "bodyFr", step.body_en as "bodyEn", step.script_fr as "scriptFr", step.script_en as "scriptEn",
      step.minimum_minor as "minimumMinor", step.sender, step.sender_person_id as "senderPersonId", step.recipient_roles as "recipientRoles",
      step.copy_roles as "copyRoles", step.copy_people as "copyPeople", step.attachments, step.conditions, step.show_interest as "showInterest",
      step.repeat_every_days as "repeatEveryDays", step.repeat_times as "repeatTimes", variant.texts
    from wanted
    join dunning.step on step.scenario_id = wanted.scenario_id and step.version = wanted.version
    left join variant on variant.scenario_id = step.scenario_id and variant.version = step.version and variant.step_id = step.step_id
    order by step.position
  `);
  for (const { scenarioId, version, texts, ...step } of rows) {
    found.get(keyOf({ id: scenarioId, version }))?.push({ ...step, texts: texts ?? [] });
  }
  return found;
}

/** One version of one scenario, as a key. */
export function keyOf({ id, version }: VersionKey): string {
  return `${id}/${version}`;
}
