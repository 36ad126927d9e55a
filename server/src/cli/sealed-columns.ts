/** A column whose texts are sealed under the installation's key, with the purpose it is sealed for. */
export type SealedColumn = {
  readonly table: string;
  readonly key: readonly string[];
  readonly column: string;
  readonly purpose: string;
};

/** Every sealed column of the product. A test compares it with the database: a new one that is forgotten here would be lost with its key. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'identity.second_step', key: ['person_id'], column: 'sealed_secret', purpose: 'totp' },
  { table: 'identity.session', key: ['id'], column: 'sealed_id_token', purpose: 'sso' },
  { table: 'identity.sso_configuration', key: ['tenant_id'], column: 'sealed_client_secret', purpose: 'sso' },
  { table: 'messages.provider', key: ['tenant_id', 'channel'], column: 'secret', purpose: 'channel-provider' },
  { table: 'messages.sender', key: ['tenant_id', 'id'], column: 'smtp_url', purpose: 'sender' },
  { table: 'messages.sender', key: ['tenant_id', 'id'], column: 'dkim_key', purpose: 'sender' },
  { table: 'webhooks.endpoint', key: ['tenant_id', 'id'], column: 'secret', purpose: 'webhook' },
  { table: 'webhooks.endpoint', key: ['tenant_id', 'id'], column: 'former_secret', purpose: 'webhook' },
];
