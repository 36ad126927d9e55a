import { formatCount } from '@quitus/texts';
import { TOTP, Secret } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, startApp } from './browser.ts';

const app = startApp();
const storyMs = 120_000;
const email = 'claire.aubrac@sorbier.example';
const password = 'les portes bleues du canal';
const stepMs = 30_000;

/** What the authenticator app shows: a code is used once, so the one of the next half minute is asked for after another. */
const codeOf = (secret: string, halfMinutesLater = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + halfMinutesLater * stepMs });

const section = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });

/** A section of one's own account, once the account is read. */
const openAccount = async (page: Page, address = '/account') => {
  await page.goto(app.base + address);
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor();
};

const signOut = async (page: Page) => {
  await page.getByRole('button', { name: /^Compte et affichage/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await page.getByRole('heading', { level: 1, name: 'Connexion' }).waitFor();
};

/** Scans, confirms the first code and keeps the recovery codes; the secret scanned. */
async function setUpSecondStep(page: Page, typed: string): Promise<{ secret: string; recoveryCodes: string[] }> {
  await page.getByLabel('Mot de passe actuel').fill(typed);
  await page.getByRole('button', { name: 'Commencer' }).click();
  await page.getByRole('img', { name: /Image à scanner/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  const secret = await page.getByLabel(/Tapez cette clé/).inputValue();
  await page.getByLabel('Code affiché par l’application').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Confirmer' }).click();
  const codes = page.getByRole('list', { name: 'Vos codes de secours' });
  await codes.waitFor();
  expect(await barriers(page)).toEqual([]);
  const recoveryCodes = await codes.getByRole('listitem').allTextContents();
  await page.getByRole('button', { name: 'Je les ai gardés' }).click();
  return { secret, recoveryCodes };
}

describe('a collector joins by invitation and sees only what is theirs', () => {
  let owner: Page;
  let claire: Page;
  let agency: string;
  let link: string;
  let secret: string;
  let recoveryCodes: string[];

  beforeAll(async () => {
    const { agencies } = await app.api('GET /agencies');
    agency = agencies[0] ?? '';
    owner = await app.open('/settings?tab=people');
  }, storyMs);
  afterAll(async () => {
    await owner?.close();
    await claire?.close();
  });

  test('the owner invites a collector of one agency and gets a link to hand over', { timeout: storyMs }, async () => {
    await owner.getByRole('button', { name: 'Inviter quelqu’un' }).click();
    const drawer = owner.getByRole('dialog', { name: 'Inviter quelqu’un' });
    await drawer.getByLabel('Son nom').fill('Claire Aubrac');
    await drawer.getByLabel('Son e-mail').fill(email);
    await drawer.getByRole('radio', { name: 'Chargé de recouvrement' }).check();
    expect(await drawer.getByRole('radio', { name: 'Son portefeuille' }).isChecked()).toBe(true);
    await drawer.getByRole('checkbox', { name: 'Toutes les agences' }).uncheck();
    expect(await drawer.getByRole('button', { name: 'Envoyer l’invitation' }).isDisabled()).toBe(true);
    await drawer.getByRole('checkbox', { name: agency, exact: true }).check();
    expect(await barriers(owner)).toEqual([]);
    await drawer.getByRole('button', { name: 'Envoyer l’invitation' }).click();
    link = await owner.getByRole('dialog', { name: 'Lien à remettre' }).getByLabel('Lien à remettre').inputValue();
    expect(await barriers(owner)).toEqual([]);
    await owner.getByRole('dialog', { name: 'Lien à remettre' }).getByRole('button', { name: 'Fermer' }).click();
    await section(owner, 'Invitations').getByRole('row').filter({ hasText: email }).getByText('en attente').waitFor();
  });

  test('the link says what one is invited to; a password accepts it', { timeout: storyMs }, async () => {
    claire = await app.open(link.slice(app.base.length), { stranger: true });
    await claire.getByRole('heading', { level: 1, name: 'Rejoindre demo' }).waitFor();
    await claire.getByText('Camille Morel vous invite en tant que : Chargé de recouvrement.').waitFor();
    expect(await claire.getByRole('textbox', { name: 'E-mail' }).inputValue()).toBe(email);
    expect(await claire.getByRole('button', { name: 'Rejoindre demo' }).isDisabled()).toBe(true);
    await claire.getByLabel('Choisissez un mot de passe').fill(password);
    expect(await barriers(claire)).toEqual([]);
    await claire.getByRole('button', { name: 'Rejoindre demo' }).click();
    await claire.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor();
  });

  test('the link works once', { timeout: storyMs }, async () => {
    const other = await app.open(link.slice(app.base.length), { stranger: true });
    await other.getByText('Cette invitation ne fonctionne plus').first().waitFor();
    expect(await barriers(other)).toEqual([]);
    await other.close();
  });

  test('she sets her second step up and keeps her recovery codes', { timeout: storyMs }, async () => {
    await openAccount(claire);
    expect(await barriers(claire)).toEqual([]);
    await claire.getByRole('button', { name: 'Activer la double authentification' }).click();
    ({ secret, recoveryCodes } = await setUpSecondStep(claire, password));
    await claire.getByText(/active depuis le/).waitFor();
    expect(recoveryCodes.length).toBeGreaterThan(5);
  });

  test('signing in again takes the password, then the code, and leads to the page wanted', { timeout: storyMs }, async () => {
    await signOut(claire);
    await claire.goto(`${app.base}/customers?q=zz`);
    await claire.getByRole('heading', { level: 1, name: 'Connexion' }).waitFor();
    expect(await barriers(claire)).toEqual([]);
    await claire.getByLabel('E-mail').fill(email);
    await claire.getByLabel('Mot de passe', { exact: true }).fill('une tout autre phrase');
    await claire.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await claire.getByRole('alert').waitFor();
    await claire.getByLabel('Mot de passe', { exact: true }).fill(password);
    await claire.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await claire.getByRole('heading', { level: 1, name: 'Double authentification' }).waitFor();
    expect(await barriers(claire)).toEqual([]);
    await claire.getByLabel('Code de votre application d’authentification').fill(codeOf(secret, 1));
    await claire.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    expect(new URL(claire.url()).searchParams.get('q')).toBe('zz');
  });

  test('without the telephone a recovery code lets in, once', { timeout: storyMs }, async () => {
    const [code = ''] = recoveryCodes;
    const signIn = async (): Promise<void> => {
      await signOut(claire);
      await claire.getByLabel('E-mail').fill(email);
      await claire.getByLabel('Mot de passe', { exact: true }).fill(password);
      await claire.getByRole('button', { name: 'Se connecter', exact: true }).click();
      await claire.getByRole('button', { name: /utiliser un code de secours/ }).click();
      await claire.getByLabel('Code de secours').fill(code);
      await claire.getByRole('button', { name: 'Continuer' }).click();
    };
    await signIn();
    await claire.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor();
    await signIn();
    await claire.getByRole('alert').waitFor();
    await claire.getByLabel('Code de secours').fill(recoveryCodes[1] ?? '');
    await claire.getByRole('button', { name: 'Continuer' }).click();
    await claire.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor();
  });

  test('she lists the customers of her portfolio in her agency and no other', { timeout: storyMs }, async () => {
    const { people } = await app.api('GET /people');
    const collectorId = people.find((person) => person.email === email)?.id ?? '';
    const { rows } = await app.api('GET /customers', { query: { limit: 200 } });
    const given = [...new Set(rows.map((row) => row.id))].slice(0, 30);
    for (const id of given) await app.api('PATCH /customers/{id}', { params: { id }, body: { collectorId } });
    const customers = await Promise.all(given.map((id) => app.api('GET /customers/{id}', { params: { id } })));
    const hers = customers.filter((customer) => customer.agency === agency);
    const other = customers.find((customer) => customer.agency !== agency);
    expect(hers.length).toBeGreaterThan(0);

    await claire.goto(`${app.base}/customers`);
    await claire.getByText(`Vous voyez : votre portefeuille · Agence ${agency}`).waitFor();
    const lines = rows.filter((row) => hers.some((customer) => customer.id === row.id)).length;
    await claire.getByText(new RegExp(`^${formatCount('fr', lines)}\\s(clients?|lignes?)$`)).waitFor();
    for (const customer of hers.slice(0, 3)) await claire.getByText(customer.code, { exact: true }).first().waitFor();
    expect(await barriers(claire)).toEqual([]);

    await claire.goto(`${app.base}/customers/${other?.id ?? ''}`);
    await claire.getByRole('alert').waitFor();
    expect(await claire.getByText(other?.name ?? '').count()).toBe(0);
  });

  test('when a colleague was last at work is told to owners, and to nobody else', { timeout: storyMs }, async () => {
    const { people } = await app.api('GET /people');
    expect(people.find((person) => person.email === email)?.lastSeenAt).toBeDefined();
    const answer = await claire.request.get(`${app.base}/api/v1/people`);
    expect(answer.status()).toBe(200);
    expect(await answer.text()).not.toContain('lastSeenAt');
  });

  test('what she may not do is disabled and says why: by her role, or by her scope', { timeout: storyMs }, async () => {
    await claire.goto(`${app.base}/settings?tab=people`);
    const invite = claire.getByRole('button', { name: 'Inviter quelqu’un' });
    await invite.waitFor();
    expect(await invite.getAttribute('aria-disabled')).toBe('true');
    await invite.hover();
    await claire.getByRole('tooltip', { name: 'Réservé aux propriétaires.' }).waitFor();
    expect(await claire.getByRole('link', { name: 'Audit' }).count()).toBe(0);

    await owner.reload();
    await owner.getByRole('button', { name: 'Actions sur Claire Aubrac' }).click();
    await owner.getByRole('menuitem', { name: 'Rôle et périmètre' }).click();
    const drawer = owner.getByRole('dialog', { name: 'Rôle et périmètre de Claire Aubrac' });
    await drawer.getByRole('radio', { name: 'Responsable' }).check();
    expect(await barriers(owner)).toEqual([]);
    await drawer.getByRole('button', { name: 'Enregistrer' }).click();
    await owner.getByText('Droits de Claire Aubrac : enregistrés.').waitFor();

    await claire.goto(`${app.base}/scenarios`);
    const create = claire.getByRole('button', { name: 'Nouveau scénario' });
    await create.hover();
    await claire.getByRole('tooltip', { name: /Votre rôle le permet, votre périmètre non/ }).waitFor();
  });

  test('what a change of role takes away is said before it is recorded', { timeout: storyMs }, async () => {
    await owner.getByRole('button', { name: 'Actions sur Camille Morel' }).click();
    await owner.getByRole('menuitem', { name: 'Rôle et périmètre' }).click();
    const drawer = owner.getByRole('dialog', { name: 'Rôle et périmètre de Camille Morel' });
    await drawer.getByRole('radio', { name: 'Lecteur' }).check();
    await drawer.getByText('Perd').waitFor();
    await drawer.getByText(/paramètres et personnes, audit/).waitFor();
    await drawer.getByRole('button', { name: 'Enregistrer' }).click();
    await drawer
      .getByRole('alert')
      .getByText(/garde au moins un propriétaire/)
      .waitFor();
    await drawer.getByRole('button', { name: 'Annuler' }).click();
  });

  test('a portfolio is lent for an absence: the colleague is told on every screen', { timeout: storyMs }, async () => {
    await owner.getByRole('button', { name: 'Confier un portefeuille' }).click();
    const dialogue = owner.getByRole('dialog', { name: 'Confier un portefeuille' });
    const { people } = await app.api('GET /people');
    await dialogue.getByLabel('Suivi par').selectOption(people.find((person) => person.email === email)?.id ?? '');
    expect(await barriers(owner)).toEqual([]);
    await dialogue.getByRole('button', { name: /^Confier \d+\sclients?$/ }).click();
    await section(owner, 'Portefeuilles confiés').getByText('en cours').waitFor();
    await claire.goto(`${app.base}/agenda`);
    await claire.getByText(/Vous suivez aussi le portefeuille de Camille Morel jusqu’au/).waitFor();
    await claire.getByRole('heading', { level: 1, name: 'Agenda' }).waitFor();
    expect(await barriers(claire)).toEqual([]);
    await section(owner, 'Portefeuilles confiés').getByRole('button', { name: 'Terminer maintenant' }).click();
    await section(owner, 'Portefeuilles confiés').getByText('écourté').waitFor();
  });

  test(
    'a passkey signs in without a password, by the suggestion of the e-mail’s box or by its button',
    { timeout: storyMs },
    async () => {
      const devices = await claire.context().newCDPSession(claire);
      await devices.send('WebAuthn.enable');
      await devices.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      await openAccount(claire);
      await claire.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
      const dialogue = claire.getByRole('dialog', { name: 'Ajouter une clé d’accès' });
      await dialogue.getByLabel('Nom de la clé').fill('Ordinateur du bureau');
      await dialogue.getByLabel('Mot de passe actuel').fill(password);
      expect(await barriers(claire)).toEqual([]);
      await dialogue.getByRole('button', { name: 'Continuer avec cet appareil' }).click();
      await section(claire, 'Clés d’accès').getByRole('row').filter({ hasText: 'Ordinateur du bureau' }).waitFor();
      // Here the device agrees at once to what the e-mail's box suggests.
      await claire.getByRole('button', { name: /^Compte et affichage/ }).click();
      await claire.getByRole('menuitem', { name: 'Se déconnecter' }).click();
      await claire.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor();

      await claire.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false');
      await openAccount(claire);
      await signOut(claire);
      await claire.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).click();
      await claire.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor();
    },
  );

  test('once the organisation asks for a second step, nothing else opens before it is set up', { timeout: storyMs }, async () => {
    await owner.goto(`${app.base}/settings?tab=security`);
    await owner.getByLabel('Double authentification').selectOption('required');
    await owner.getByText('Double authentification : enregistré.').waitFor();
    expect(await barriers(owner)).toEqual([]);
    await owner.goto(`${app.base}/imports`);
    await owner.getByRole('heading', { level: 1, name: 'Une étape avant de commencer' }).waitFor();
    expect(await barriers(owner)).toEqual([]);
    await setUpSecondStep(owner, 'une phrase assez longue');
    await owner.getByRole('heading', { level: 1, name: 'Imports' }).waitFor();
  });
});
