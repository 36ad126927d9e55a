import { type CustomTypesConfig, types } from 'pg';

type Parser = (text: string) => unknown;

const asText: Parser = (text) => text;
const asInstant: Parser = (text) => Temporal.Instant.from(text);

// The numbers are PostgreSQL's own type identifiers (pg_type.oid), fixed for ever.
const scalars: Readonly<Record<number, Parser>> = {
  20: BigInt, // bigint: money; a float would lose cents past 2^53
  1700: asText, // numeric: rates, exact
  1082: asText, // date: a Day; the driver's default is midnight in the machine's zone
  1184: asInstant, // timestamptz
  1114: asText, // timestamp: has no zone, so it is no instant
  1186: asText, // interval
};

const arrays: Readonly<Record<number, Parser>> = {
  1016: BigInt,
  1231: asText,
  1182: asText,
  1185: asInstant,
  1115: asText,
  1187: asText,
};

// The driver's own declaration knows only some of the numbers.
const driverParser = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parser;

function readArray(element: Parser): Parser {
  // 1009 is text[]: it gives the elements as text, which our own parser then reads.
  const split = driverParser(1009) as (text: string) => (string | null)[];
  return (text) => split(text).map((part) => (part === null ? null : element(part)));
}

const parsers = new Map<number, Parser>([
  ...Object.entries(scalars).map(([oid, parser]): [number, Parser] => [Number(oid), parser]),
  ...Object.entries(arrays).map(([oid, parser]): [number, Parser] => [Number(oid), readArray(parser)]),
]);

/** How columns become values: bigint stays exact, a date stays a day, an instant is Temporal's. Set per pool, so that no library is surprised. */
export const columnTypes: CustomTypesConfig = {
  // The driver asks with an oid and a format; what we do not read ourselves keeps the driver's reading.
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || driverParser(oid, format)) as CustomTypesConfig['getTypeParser'],
};
