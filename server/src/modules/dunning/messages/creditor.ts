import type { CreditorIdentity } from '../../identity/index.ts';

/** Who claims, as a message names it. */
export type Creditor = Omit<CreditorIdentity, 'capitalMinor'> & {
  /** Minor units as text: the database writes them so in JSON. */
  readonly capitalMinor?: string | null | undefined;
  readonly email: string | null;
  readonly phone: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly accountHolder: string | null;
};

/** Its identity in law, the capital as an amount. */
export function identityOf({ capitalMinor, ...entity }: Creditor): CreditorIdentity {
  return { ...entity, capitalMinor: capitalMinor ? BigInt(capitalMinor) : null };
}
