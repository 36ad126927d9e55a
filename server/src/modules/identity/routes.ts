import { identityRoutes } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { toDecimal } from '../../kernel/money.ts';
import { sql } from '../../platform/database/index.ts';
import { implement } from '../../platform/http/index.ts';
import { addEntity, changeEntity, entityById, type Entity, listEntities } from './entities.ts';
import { type AfterSetting, changeSettingNow, type UnmetConditions } from './go-live.ts';
import { missingMentions } from './legal-identity.ts';
import { addOwner, becomeOwner, ownerLinkTenant } from './owner-links.ts';
import { beginOrAsk, callerIn, sessionNow, sessionView } from './session-view.ts';
import { assertMayLeave, signOut, switchTenant } from './sessions.ts';
import { isSettingKey, readSettings, type SettingKey, settings } from './settings.ts';
import { enter, signIn } from './sign-in/enter.ts';
import { personById } from './sign-in/person.ts';
import { countTry } from './sign-in/tries.ts';
import { type SignInNeighbours, visitOf } from './sign-in/visit.ts';
import { createTenant } from './tenants.ts';

const entityView = ({ capitalMinor, ...entity }: Entity) => ({
  ...entity,
  capital: capitalMinor === null ? null : toDecimal(capitalMinor, entity.capitalCurrency ?? entity.currency),
  lastLedgerAt: entity.lastLedgerAt?.toString() ?? null,
  missingMentions: missingMentions({ ...entity, capitalMinor }),
});

function settingView(key: SettingKey, value: unknown, language: Language) {
  const kind = settings[key];
  // A setting without words does not compile.
  const words: Readonly<Record<SettingKey, { readonly label: string; readonly effect: string }>> =
    textsIn(language).settings.items;
  return {
    key,
    value,
    default: kind.default,
    kind: kind.kind,
    ...('choices' in kind && kind.choices ? { choices: [...kind.choices] } : {}),
    label: words[key].label,
    description: words[key].effect,
  };
}

/** The routes of identity; `afterSetting` is what others do where a setting changes, `unmet` what they know of sending. */
export const identityHandlers = (neighbours: SignInNeighbours, afterSetting?: AfterSetting, unmet?: UnmetConditions) =>
  implement(identityRoutes, {
    'POST /sessions': async ({ body, context }) => beginOrAsk(context, await signIn(visitOf(neighbours, context), body)),
    'GET /session': async ({ context }) => sessionView(context.database, callerIn(context), context.now()),
    'PATCH /session': async ({ body, context }) => {
      const caller = callerIn(context);
      // Other organisations know the person by that name: the provider of one does not change it.
      if (body.name !== undefined) await assertMayLeave(context.database, caller);
      if (body.tenantId !== undefined) await switchTenant(context.database, caller, body.tenantId);
      await context.database.system.run(sql`
      update identity.person set language = coalesce(${body.language ?? null}, language), color_scheme = coalesce(${body.colorScheme ?? null}, color_scheme),
        name = coalesce(${body.name ?? null}, name)
      where id = ${caller.personId}
    `);
      return sessionNow(context);
    },
    'DELETE /session': async ({ context }) => {
      await signOut(context.database, callerIn(context).sessionHash);
      context.setSession(undefined);
    },
    'GET /owner-links/{token}': async ({ params, context }) => {
      await countTry(context.database, 'link-address', context.address, context.now());
      const tenant = await ownerLinkTenant(context.database, params.token, context.now());
      return { tenant: tenant?.name ?? '', usable: tenant !== undefined };
    },
    'POST /owner': async ({ body, context }) => {
      await countTry(context.database, 'link-address', context.address, context.now());
      const { personId, tenantId } = await becomeOwner(context.database, body, context.now());
      const person = await personById(context.database.system, personId);
      return beginOrAsk(context, await enter(visitOf(neighbours, context), person, { method: 'link', tenantId }));
    },
    'POST /tenants': async ({ body, context }) => {
      const caller = callerIn(context);
      await assertMayLeave(context.database, caller);
      const { tenant } = await createTenant(context.database, {
        name: body.name.trim(),
        entity: { name: body.entity.trim(), currency: body.currency, country: body.country },
      });
      await addOwner(context.database, tenant.id, { id: caller.personId, name: caller.name });
      await switchTenant(context.database, caller, tenant.id);
      return sessionNow(context);
    },
    'GET /entities': async ({ context }) => ({ entities: (await listEntities(context.db)).map(entityView) }),
    'POST /entities': async ({ body, context }) => {
      const id = await context.db.transaction((tx) => addEntity(tx, body, context.actor));
      return entityView(await entityById(context.db, id));
    },
    'PATCH /entities/{id}': async ({ params, body, context }) => {
      await context.db.transaction((tx) => changeEntity(tx, params.id, body, context.actor));
      return entityView(await entityById(context.db, params.id));
    },
    'GET /settings': async ({ context }) => {
      const values = await readSettings(context.db);
      return {
        settings: Object.keys(settings)
          .filter(isSettingKey)
          .map((key) => settingView(key, values[key], context.language)),
      };
    },
    'PUT /settings/{key}': async ({ params, body, context }) => {
      const { actor } = context;
      const changed = await context.db.transaction(async (tx) => {
        const made = await changeSettingNow(tx, { key: params.key, value: body.value }, context.now(), actor);
        await afterSetting?.(tx, made.key, context.now(), actor);
        return made;
      });
      const view = settingView(changed.key, changed.value, context.language);
      return changed.key === 'sending.mode' && unmet ? { ...view, unmet: [...(await unmet(context.db))] } : view;
    },
  });
