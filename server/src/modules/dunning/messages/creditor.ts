/** Who claims, as a message names it. */
export type Creditor = {
  readonly name: string;
  readonly legalName: string | null;
  readonly legalId: string | null;
  readonly vatNumber: string | null;
  readonly legalForm?: string | null | undefined;
  /** Minor units as text: the database writes them so in JSON. */
  readonly capitalMinor?: string | null | undefined;
  readonly capitalCurrency?: string | null | undefined;
  readonly registerCity?: string | null | undefined;
  readonly registeredOffice?: string | null | undefined;
  readonly country: string;
  /** The currency its account is kept in. */
  readonly currency?: string | undefined;
  readonly addressLines: readonly string[];
  readonly postcode: string | null;
  readonly city: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly accountHolder: string | null;
};

/** Postal address lines, the postcode before the city. */
export function addressLines(party: { addressLines: readonly string[]; postcode: string | null; city: string | null }): string[] {
  return [...party.addressLines, [party.postcode, party.city].filter(Boolean).join(' ')].filter((line) => line !== '');
}
