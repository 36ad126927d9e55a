import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { type Asked, providerServer, type Said } from './provider-server.fixture.ts';

export type Ar24Mail = { id: number; status: string; date: string } & Record<string, unknown>;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** AR24 as its reference describes it, on the loopback: signed dates in Paris, sealed answers, errors in clear with 200; `mischief` answers in its stead. */
export async function ar24Server(
  account: { readonly token: string; readonly privateKey: string; readonly userId: string },
  nowInParis: () => string,
  mischief: (asked: Asked) => { readonly said: Said; readonly keeps: boolean } | undefined = () => undefined,
) {
  const mails: Ar24Mail[] = [];
  const forms: FormData[] = [];
  const files: Uint8Array[] = [];
  const iv = Buffer.from(hash(hash(account.privateKey)).slice(0, 16));
  const clear = (value: unknown): Said => ({ body: JSON.stringify(value) });
  const error = (slug: string): Said => clear({ status: 'ERROR', slug, message: `Error ${slug}` });
  const sealed = (date: string, result: unknown): Said => {
    const cipher = createCipheriv('aes-256-cbc', Buffer.from(hash(date + account.privateKey).slice(0, 32)), iv);
    return {
      body: cipher.update(JSON.stringify({ status: 'SUCCESS', result }), 'utf8', 'base64') + cipher.final('base64'),
      type: 'text/html',
    };
  };
  const signedDate = (signature: string): string => {
    try {
      const decipher = createDecipheriv('aes-256-cbc', Buffer.from(hash(account.privateKey).slice(0, 32)), iv);
      return decipher.update(signature, 'base64', 'utf8') + decipher.final('utf8');
    } catch {
      return '';
    }
  };

  const server = await providerServer(async (asked) => {
    if (asked.url.pathname.startsWith('/get/proof/')) return { body: `%PDF-1.7 ${asked.url.pathname}`, type: 'application/pdf' };
    const value = (name: string): string => String(asked.form.get(name) ?? asked.url.searchParams.get(name) ?? '');
    if (value('token') !== account.token) return error('token_invalid');
    const date = value('date');
    if (date === '') return error('empty_date');
    if (date.slice(0, 15) !== nowInParis().slice(0, 15)) return error('expired_date');
    if (signedDate(String(asked.headers['signature'] ?? '')) !== date) return error('invalid_signature');
    const how = mischief(asked);
    if (how && !how.keeps) return how.said;
    const said = await answer(asked, date, value);
    return how ? how.said : said;
  });

  async function answer({ method, url, form }: Asked, date: string, value: (name: string) => string): Promise<Said> {
    if (value('id_user') !== account.userId) return error('user_not_exist');
    if (method === 'GET' && url.pathname === '/user')
      return sealed(date, { id: account.userId, email: 'compta@brevannes.example' });
    if (method === 'POST' && url.pathname === '/attachment') {
      const file = form.get('file');
      if (!(file instanceof Blob)) return error('missing_file');
      files.push(new Uint8Array(await file.arrayBuffer()));
      return sealed(date, { file_id: files.length });
    }
    if (method === 'POST' && url.pathname === '/mail') {
      forms.push(form);
      for (const field of ['to_lastname', 'to_firstname', 'to_email', 'dest_statut'])
        if (!form.get(field)) return error(`missing_${field}`);
      const mail: Ar24Mail = { id: 4000 + mails.length, status: 'waiting', date: nowInParis() };
      mails.push(mail);
      return sealed(date, mail);
    }
    const mail = mails.find((one) => String(one.id) === value('id'));
    return mail ? sealed(date, mail) : error('mail_not_exist');
  }
  return {
    ...server,
    mails,
    forms,
    files,
    /** A letter moves on: its status, the date of it, and the proof where there is one. */
    happens(id: string, status: string, dated: string, at: string, proof?: string): void {
      const mail = mails.find((one) => String(one.id) === id);
      if (!mail) throw new Error(`no letter ${id}`);
      mail.status = status;
      mail[dated] = at;
      if (proof) mail[proof] = `${server.baseUrl}/get/proof/${proof}-${id}?token=1`;
    },
  };
}
