import { area, type Language } from './area.ts';

type Params = Readonly<Record<string, unknown>>;

const list = (values: unknown): string =>
  Array.isArray(values) ? values.map((one) => JSON.stringify(one)).join(', ') : String(values);

/** What patterns of the contract mean; a pattern that stands here is never shown as such. */
const patterns: Readonly<Record<string, 'day' | 'amount' | 'currency' | 'country' | 'words'>> = {
  '^(19|2\\d)': 'day',
  '^-?\\d+(\\.\\d+)?$': 'amount',
  '^[A-Z]{3}$': 'currency',
  '^[A-Z]{2}$': 'country',
  '\\S': 'words',
};

const sentences = area({
  en: {
    required: () => 'is missing',
    additionalProperties: () => 'is not known here; look at its spelling',
    enum: ({ allowedValues }: Params) => `must be one of ${list(allowedValues)}`,
    const: ({ allowedValue }: Params) => `must be ${JSON.stringify(allowedValue)}`,
    type: ({ type }: Params) => `must be of type ${list(type)}`,
    minLength: ({ limit }: Params) => (limit === 1 ? 'must not be empty' : `must have at least ${String(limit)} characters`),
    maxLength: ({ limit }: Params) => `must have at most ${String(limit)} characters`,
    minimum: ({ limit }: Params) => `must be at least ${String(limit)}`,
    maximum: ({ limit }: Params) => `must be at most ${String(limit)}`,
    minItems: ({ limit }: Params) => `must have at least ${String(limit)} entries`,
    maxItems: ({ limit }: Params) => `must have at most ${String(limit)} entries`,
    uniqueItems: () => 'must not hold the same entry twice',
    'format:uuid': () => 'must be an id (UUID)',
    'format:date': () => 'must be a day such as 2026-03-31',
    'format:date-time': () => 'must be an instant such as 2026-03-31T09:30:00Z',
    'pattern:day': () => 'must be a day such as 2026-03-31',
    'pattern:amount': () => 'must be an amount as text, such as "1234.50"',
    'pattern:currency': () => 'must be a currency code such as EUR',
    'pattern:country': () => 'must be a country code such as FR',
    'pattern:words': () => 'must not be empty',
    pattern: ({ pattern }: Params) => `must have the form described (${String(pattern)})`,
    other: () => 'is not as described',
  },
  fr: {
    required: () => 'manque',
    additionalProperties: () => 'n’est pas connu ici\u00a0; voyez son orthographe',
    enum: ({ allowedValues }: Params) => `doit être l’une des valeurs ${list(allowedValues)}`,
    const: ({ allowedValue }: Params) => `doit valoir ${JSON.stringify(allowedValue)}`,
    type: ({ type }: Params) => `doit être de type ${list(type)}`,
    minLength: ({ limit }: Params) => (limit === 1 ? 'ne doit pas être vide' : `doit avoir au moins ${String(limit)} caractères`),
    maxLength: ({ limit }: Params) => `doit avoir au plus ${String(limit)} caractères`,
    minimum: ({ limit }: Params) => `doit valoir au moins ${String(limit)}`,
    maximum: ({ limit }: Params) => `doit valoir au plus ${String(limit)}`,
    minItems: ({ limit }: Params) => `doit avoir au moins ${String(limit)} éléments`,
    maxItems: ({ limit }: Params) => `doit avoir au plus ${String(limit)} éléments`,
    uniqueItems: () => 'ne doit pas contenir deux fois le même élément',
    'format:uuid': () => 'doit être un identifiant (UUID)',
    'format:date': () => 'doit être un jour, par exemple 2026-03-31',
    'format:date-time': () => 'doit être un instant, par exemple 2026-03-31T09:30:00Z',
    'pattern:day': () => 'doit être un jour, par exemple 2026-03-31',
    'pattern:amount': () => 'doit être un montant en texte, par exemple "1234.50"',
    'pattern:currency': () => 'doit être un code de devise, par exemple EUR',
    'pattern:country': () => 'doit être un code de pays, par exemple FR',
    'pattern:words': () => 'ne doit pas être vide',
    pattern: ({ pattern }: Params) => `doit avoir la forme décrite (${String(pattern)})`,
    other: () => 'n’est pas tel que décrit',
  },
});

/** What a field of a request must be, after the name of the field: "must be one of …". From the keyword of JSON Schema that it failed and its parameters. */
export function requestFault(language: Language, keyword: string, params: Params): string {
  const said: Readonly<Record<string, (params: Params) => string>> = sentences[language];
  const meant = patterns[String(params['pattern'])];
  const key =
    keyword === 'format' ? `format:${String(params['format'])}` : keyword === 'pattern' && meant ? `pattern:${meant}` : keyword;
  return (said[key] ?? sentences[language].other)(params);
}
