import { openDatabase, sql } from './index.ts';

/** Makes the table `probe.note` as migrations make theirs: led by its tenant, under the policy. */
export async function makeNotes(ownerUrl: string): Promise<void> {
  const owner = openDatabase(ownerUrl);
  await owner.system.transaction(async (tx) => {
    await tx.run(sql`create schema probe`);
    await tx.run(sql`grant usage on schema probe to quitus_app`);
    await tx.run(
      sql`create table probe.note (tenant_id integer not null, id integer not null, words text, primary key (tenant_id, id))`,
    );
    await tx.run(sql`select platform.protect('probe.note')`);
  });
  await owner.close();
}
