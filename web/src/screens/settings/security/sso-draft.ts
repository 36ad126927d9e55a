import type { InputOf } from '@quitus/contract/client';
import type { SsoAnswer } from './SsoSection.tsx';

type Body = InputOf<'PUT /sso-configuration'>['body'];
export type SsoGroup = Body['groups'][number];

/** The single sign-on as it is typed. */
export interface SsoDraft {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** One a line. */
  readonly domains: string;
  readonly groupClaim: string;
  readonly groups: readonly SsoGroup[];
  readonly defaultRole: SsoGroup['role'] | '';
  readonly onlySso: boolean;
}

/** What the form starts from: what is recorded, or nothing. */
export function draftOf(configuration: SsoAnswer['configuration']): SsoDraft {
  return {
    issuer: configuration?.issuer ?? '',
    clientId: configuration?.clientId ?? '',
    clientSecret: '',
    domains: configuration?.allowedDomains.join('\n') ?? '',
    groupClaim: configuration?.groupClaim ?? '',
    groups: configuration?.groups ?? [],
    defaultRole: configuration?.defaultRole ?? '',
    onlySso: configuration?.onlySso ?? false,
  };
}

const domain = /^[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;

/** The domains typed, and the first word that is none. */
export function domainsTyped(text: string): { readonly domains: string[]; readonly wrong: string | undefined } {
  const words = text
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^@/, ''))
    .filter((word) => word !== '');
  return { domains: words, wrong: words.find((word) => !domain.test(word)) };
}

/** What is sent; undefined while something is missing. The secret is left out to keep the one there is. */
export function bodyOf(draft: SsoDraft, hasSecret: boolean): Body | undefined {
  const { domains, wrong } = domainsTyped(draft.domains);
  const secret = draft.clientSecret.trim();
  const groups = draft.groups.map((each) => ({ ...each, group: each.group.trim() }));
  const whole =
    draft.issuer.trim() !== '' &&
    draft.clientId.trim() !== '' &&
    domains.length > 0 &&
    wrong === undefined &&
    groups.every((each) => each.group !== '') &&
    (hasSecret || secret !== '');
  if (!whole) return undefined;
  return {
    issuer: draft.issuer.trim(),
    clientId: draft.clientId.trim(),
    allowedDomains: domains,
    groupClaim: draft.groupClaim.trim() === '' ? null : draft.groupClaim.trim(),
    groups,
    defaultRole: draft.defaultRole === '' ? null : draft.defaultRole,
    onlySso: draft.onlySso,
    ...(secret === '' ? {} : { clientSecret: secret }),
  };
}
