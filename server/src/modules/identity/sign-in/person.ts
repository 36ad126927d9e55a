import { type Queryable, sql } from '../../../platform/database/index.ts';

/** A person as signing in needs them. */
export type Person = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly language: 'fr' | 'en';
  readonly passwordHash: string | null;
};

const columns = sql`id, email, name, language, password_hash as "passwordHash"`;

/** The person of an e-mail, however it is written. */
export function personByEmail(db: Queryable, email: string): Promise<Person | undefined> {
  return db.maybe<Person>(sql`select ${columns} from identity.person where email = ${email.trim().toLowerCase()}`);
}

export function personById(db: Queryable, id: string): Promise<Person> {
  return db.one<Person>(sql`select ${columns} from identity.person where id = ${id}`);
}

/** The number of tenants a person belongs to. */
export async function tenantsCountOf(db: Queryable, personId: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`select count(*)::int as count from identity.tenants_of(${personId})`);
  return count;
}
