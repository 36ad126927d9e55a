import type { Day } from '../../../kernel/days.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import type {
  ContactRole,
  StepAttachment,
  StepChannel,
  StepColleague,
  StepReference,
  StepSender,
} from '../scenarios/scenario.ts';
import { writtenChannels } from '../decision/standing.ts';
import type { StepWords, WordsVariant } from './step-words.ts';
import type { MessageWords } from './write-message.ts';

/** What a step says and how it is sent, in one version. */
export type StepShape = {
  readonly stepId: string;
  readonly version: number;
  readonly scenarioId: string;
  readonly channel: StepChannel;
  readonly level: number;
  readonly reference: StepReference;
  readonly grave: boolean;
  readonly sender: StepSender;
  readonly senderPersonId: string | null;
  readonly senderName: string | null;
  readonly recipientRoles: readonly ContactRole[];
  readonly copyRoles: readonly ContactRole[];
  readonly copyPeople: readonly StepColleague[];
  readonly attachments: readonly StepAttachment[];
  readonly showInterest: boolean;
  readonly words: StepWords;
};

type ShapeRow = Omit<StepShape, 'words'> & {
  readonly subjectFr: string | null;
  readonly subjectEn: string | null;
  readonly bodyFr: string | null;
  readonly bodyEn: string | null;
  readonly scriptFr: string | null;
  readonly scriptEn: string | null;
  readonly texts: readonly WordsVariant[];
};

/** The steps of these versions, keyed `stepId/version`: one statement. */
export async function stepShapes(
  db: Queryable,
  versions: readonly { readonly scenarioId: string; readonly version: number }[],
): Promise<Map<string, StepShape>> {
  if (versions.length === 0) return new Map();
  const rows = await db.rows<ShapeRow>(sql`
    select step.step_id as "stepId", step.version, step.scenario_id as "scenarioId", step.channel, step.level, step.reference, step.grave, step.sender,
      step.sender_person_id as "senderPersonId", person.name as "senderName", step.recipient_roles as "recipientRoles", step.copy_roles as "copyRoles",
      step.copy_people as "copyPeople", step.attachments, step.show_interest as "showInterest", step.subject_fr as "subjectFr",
      step.subject_en as "subjectEn", step.body_fr as "bodyFr", step.body_en as "bodyEn", step.script_fr as "scriptFr", step.script_en as "scriptEn",
      coalesce((
        select jsonb_agg(jsonb_build_object('language', variant.language, 'criteria', variant.criteria, 'subject', variant.subject, 'body', variant.body,
          'script', variant.script) order by variant.place)
        from dunning.step_text as variant
        where variant.tenant_id = step.tenant_id and variant.scenario_id = step.scenario_id and variant.version = step.version and variant.step_id = step.step_id
      ), '[]') as texts
    from dunning.step
    left join identity.person on person.id = step.sender_person_id
    where step.scenario_id = any(${[...new Set(versions.map((each) => each.scenarioId))]}::uuid[])
      and step.version = any(${[...new Set(versions.map((each) => each.version))]}::int[])
  `);
  return new Map(
    rows.map(({ subjectFr, subjectEn, bodyFr, bodyEn, scriptFr, scriptEn, texts, ...row }) => [
      `${row.stepId}/${row.version}`,
      {
        ...row,
        words: {
          fr: { subject: subjectFr, body: bodyFr, script: scriptFr },
          en: { subject: subjectEn, body: bodyEn, script: scriptEn },
          variants: texts,
        },
      },
    ]),
  );
}

/** The words a person gave one message, by action; of most there are none. */
export async function wordsOverridden(
  db: Queryable,
  actionIds: readonly string[],
): Promise<Map<string, Pick<MessageWords, 'subject' | 'body'>>> {
  const rows = await db.rows<{ id: string; words: { subject?: string | null; body?: string | null } }>(sql`
    select id, words from dunning.action where id = any(${[...actionIds]}::uuid[]) and words is not null
  `);
  return new Map(rows.map(({ id, words }) => [id, { subject: words.subject ?? null, body: words.body ?? null }]));
}

/** The days on which earlier reminders that listed one of a message's items left, by key, oldest first: one statement. */
export async function earlierReminders(
  db: Queryable,
  messages: readonly { readonly key: string; readonly on: Day; readonly itemIds: readonly string[] }[],
): Promise<Map<string, Day[]>> {
  if (messages.length === 0) return new Map();
  const asked = messages.flatMap(({ key, on, itemIds }) => itemIds.map((id) => ({ key, on_day: on, item_id: id })));
  const rows = await db.rows<{ key: string; days: Day[] }>(sql`
    select asked.key, array_agg(distinct done.done_on order by done.done_on) as days
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (key text, on_day date, item_id uuid)
    join dunning.step_done as done on done.item_id = asked.item_id and done.outcome in ('done', 'listed') and done.channel in ${writtenChannels}
      and done.done_on < asked.on_day and done.level > 0
    group by asked.key
  `);
  return new Map(rows.map((row) => [row.key, row.days]));
}
