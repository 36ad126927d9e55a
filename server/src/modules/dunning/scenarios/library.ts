import { type LibraryScenario, type LibraryTexts, libraryKeys } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import { type Queryable, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { libraryShapes } from './library-shapes.ts';
import { insertScenario } from './publish-scenario.ts';
import type { LibraryKey, NewStep, ScenarioDraft } from './scenario.ts';
import { amountText } from './scenario-view.ts';

type Wording = { readonly name: string; readonly subject?: string; readonly body?: string; readonly script?: string };
type Telling = { readonly name: string; readonly description: string; readonly steps: Readonly<Record<string, Wording>> };

/** What a scenario of the library is called and says, in one language. */
function tellingOf(key: LibraryKey, language: Language): Telling {
  // Each scenario names its steps its own way; here they are looked up by name, and a test renders every one of them.
  const tellings: Readonly<Record<LibraryKey, Telling>> = textsIn(language).scenarioLibrary;
  return tellings[key];
}

/** A scenario of the library as one writes it down: its steps with their words in both languages. */
export function libraryDraft(key: LibraryKey, language: Language): ScenarioDraft & { readonly libraryKey: LibraryKey } {
  const [french, english] = [tellingOf(key, 'fr'), tellingOf(key, 'en')];
  const { steps, ...rules } = libraryShapes[key];
  const { name, description } = language === 'fr' ? french : english;
  return {
    ...rules,
    name,
    description,
    libraryKey: key,
    steps: steps.map(({ key: step, ...shape }): NewStep => {
      const [fr, en] = [french.steps[step], english.steps[step]];
      if (!fr || !en) throw new Error(`the library has no words for ${key}/${step}`);
      return {
        grave: false,
        enabled: true,
        minimumMinor: null,
        reference: 'due-date',
        automation:
          shape.channel === 'call' || shape.channel === 'task' || shape.channel === 'hand-over' ? 'manual' : 'to-confirm',
        ...shape,
        nameFr: fr.name,
        nameEn: en.name,
        subjectFr: fr.subject ?? null,
        subjectEn: en.subject ?? null,
        bodyFr: fr.body ?? null,
        bodyEn: en.body ?? null,
        scriptFr: fr.script ?? null,
        scriptEn: en.script ?? null,
      };
    }),
  };
}

/** The library in one language, each scenario with those already made from it. */
export async function libraryScenarios(db: Queryable, language: Language): Promise<LibraryScenario[]> {
  const made = await db.rows<{ key: string; id: string; name: string }>(sql`
    select library_key as key, id, name from dunning.scenario where library_key is not null and not archived order by name
  `);
  return libraryKeys.map((key) => {
    const draft = libraryDraft(key, language);
    return {
      key,
      name: draft.name,
      description: draft.description ?? '',
      catchUp: draft.catchUp,
      minDaysBetween: draft.minDaysBetween,
      floorAmount: amountText(draft.floorMinor),
      made: made.filter((scenario) => scenario.key === key).map(({ id, name }) => ({ id, name })),
      steps: draft.steps.map((step) => ({
        name: language === 'fr' ? step.nameFr : step.nameEn,
        level: step.level,
        reference: step.reference,
        offsetDays: step.offsetDays,
        channel: step.channel,
        automation: step.automation,
        grave: step.grave,
      })),
    };
  });
}

/** Everything a scenario of the library says, in both languages, before anybody makes it theirs. */
export function libraryTexts(key: LibraryKey): LibraryTexts[] {
  return libraryDraft(key, 'fr').steps.map(
    ({ channel, reference, offsetDays, nameFr, nameEn, subjectFr, subjectEn, bodyFr, bodyEn, scriptFr, scriptEn }) => ({
      channel,
      reference,
      offsetDays,
      nameFr,
      nameEn,
      subjectFr,
      subjectEn,
      bodyFr,
      bodyEn,
      scriptFr,
      scriptEn,
    }),
  );
}

export type FromLibrary = { readonly key: LibraryKey; readonly name?: string | undefined; readonly language: Language };

/** Makes a scenario from the library, under its own name or the one given; when its own is taken, with a number behind it. */
export function makeFromLibrary(db: TenantDatabase, wanted: FromLibrary, by: Actor): Promise<string> {
  return db.transaction((tx) => makeFromLibraryIn(tx, wanted, by));
}

/** The same within a transaction. */
export async function makeFromLibraryIn(tx: Transaction, { key, name, language }: FromLibrary, by: Actor): Promise<string> {
  const draft = libraryDraft(key, language);
  return insertScenario(tx, { ...draft, name: name ?? (await freeName(tx, draft.name)) }, by);
}

async function freeName(tx: Transaction, name: string): Promise<string> {
  const taken = await tx.rows<{ name: string }>(sql`select name from dunning.scenario where not archived`);
  const names = new Set(taken.map((scenario) => scenario.name));
  if (!names.has(name)) return name;
  let number = 2;
  while (names.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
