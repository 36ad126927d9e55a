import { Client, escapeLiteral } from 'pg';

/** The database and roles of an embedded server: an owner that migrates, a login that serves under row-level security. */
export const names = { database: 'quitus', owner: 'quitus_owner', login: 'quitus_login', superuser: 'postgres' };

/** Makes the roles and the database where they are missing. `superuserUrl` leads to the database `postgres`. */
export async function prepareDatabase(superuserUrl: string, password: string | undefined): Promise<void> {
  const client = new Client({ connectionString: superuserUrl, application_name: 'quitus start' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Made last: where it stands, everything stands.
    const { rowCount } = await client.query('select from pg_database where datname = $1', [names.database]);
    if (rowCount !== 0) return;
    await client.query(roles(password));
    await client.query(`create database ${names.database} owner ${names.owner}`);
    await client.query(`revoke connect on database ${names.database} from public`);
    await client.query(`grant connect, temporary on database ${names.database} to quitus_app`);
  } finally {
    await client.end();
  }
}

function roles(password: string | undefined): string {
  const secret = password === undefined ? '' : ` password ${escapeLiteral(password)}`;
  const make = (role: string, how: string): string => `if to_regrole('${role}') is null then create role ${role} ${how}; end if;`;
  return `do $roles$ begin
    ${make(names.owner, `login createrole${secret}`)}
    ${make('quitus_app', 'nologin')}
    ${make(names.login, `login${secret} in role quitus_app`)}
    grant quitus_app to ${names.owner} with admin true, set true, inherit false;
  end $roles$`;
}
