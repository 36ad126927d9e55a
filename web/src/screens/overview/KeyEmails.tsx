import { Textarea, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { formatPercent } from '@quitus/texts';
import type { Texts } from '@quitus/texts';
import { Amount, Section, ShortTable, SidePanel, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconMailPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { emailLines } from './email-lines.ts';

type Key = OutputOf<'GET /first-hour'>;

/** The few customers who make most of the overdue, when some of them cannot be written to; nothing when all can. */
export function useKeyCustomers(entity: string | undefined): Key | undefined {
  const answer = useQuery({
    queryKey: ['first-hour', entity ?? ''],
    queryFn: () => api('GET /first-hour', { query: entity ? { entityId: entity } : {} }),
  });
  return answer.data?.customers.some((customer) => customer.email === null) ? answer.data : undefined;
}

/** Says how much of the overdue a few e-mails would open, and where to give them. */
export function KeyEmailsCard({ keys, onOpen }: { readonly keys: Key; readonly onOpen: () => void }) {
  const language = useLanguage();
  const words = useTexts().overview.keyEmails;
  const missing = keys.customers.filter((customer) => customer.email === null).length;
  return (
    <Section
      title={words.title(keys.customers.length, formatPercent(language, keys.share))}
      actions={
        <MayButton may="work" size="xs" leftSection={<IconMailPlus size={15} aria-hidden />} onClick={onOpen}>
          {words.open}
        </MayButton>
      }
    >
      <p className="q-muted o-lead">
        {words.missing(missing)} {words.reachable(formatPercent(language, keys.reachable))}
      </p>
    </Section>
  );
}

/** The key customers with a box each, and a larger one that understands a pasted column. */
export function KeyEmailsPanel({ keys, onClose }: { readonly keys: Key; readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.overview.keyEmails;
  const toast = useToast();
  const cache = useQueryClient();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [pasted, setPasted] = useState('');
  const read = emailLines(pasted);
  const lines = [
    ...Object.entries(typed)
      .filter(([, email]) => email.trim() !== '')
      .map(([customerId, email]) => ({ customerId, email: email.trim() })),
    ...read.lines,
  ];
  const save = useMutation({
    mutationFn: () => api('POST /contacts/bulk', { body: { lines } }),
    onSuccess: async ({ created, unchanged, rejected }) => {
      toast.done(words.saved(created, unchanged));
      const left = rejected.map((line) => lines[line.position]).filter((line) => line !== undefined);
      setTyped(Object.fromEntries(left.flatMap((line) => ('customerId' in line ? [[line.customerId, line.email]] : []))));
      setPasted(left.flatMap((line) => ('code' in line ? [`${line.code}\t${line.email}`] : [])).join('\n'));
      await cache.invalidateQueries({ queryKey: ['first-hour'] });
      await cache.invalidateQueries({ queryKey: ['customers'] });
      if (rejected.length === 0) onClose();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const rejected = save.data?.rejected ?? [];
  return (
    <SidePanel
      title={words.panel}
      label={words.panel}
      onClose={onClose}
      takeFocus
      width="wide"
      actions={
        <MayButton may="work" disabled={lines.length === 0} loading={save.isPending} onClick={() => save.mutate()}>
          {words.save(lines.length)}
        </MayButton>
      }
    >
      <Stacked>
        {rejected.length > 0 && (
          <div role="alert">
            <p className="o-lead">{words.rejected(rejected.length)}</p>
            <ul className="q-muted">
              {rejected.map((line) => (
                <li key={line.position}>
                  {line.value}: {line.message}
                </li>
              ))}
            </ul>
          </div>
        )}
        <Textarea
          label={words.paste}
          description={words.pasteHelp}
          autosize
          minRows={3}
          maxRows={10}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        {pasted.trim() !== '' && (
          <p className="q-muted o-lead" role="status">
            {words.understood(read.lines.length)}
            {read.others.length > 0 && `, ${words.notUnderstood(read.others.slice(0, 3).join(' · '))}`}
          </p>
        )}
        <KeyTable keys={keys} typed={typed} onType={(id, email) => setTyped({ ...typed, [id]: email })} />
      </Stacked>
    </SidePanel>
  );
}

interface KeyTableProps {
  readonly keys: Key;
  readonly typed: Readonly<Record<string, string>>;
  readonly onType: (customerId: string, email: string) => void;
}

function KeyTable({ keys, typed, onType }: KeyTableProps) {
  const texts = useTexts();
  return (
    <ShortTable
      label={texts.overview.keyEmails.panel}
      // Those one came for first.
      rows={keys.customers.toSorted((a, b) => Number(a.email !== null) - Number(b.email !== null))}
      rowKey={(row) => row.customerId}
      columns={keyColumns(texts, keys.currency, typed, onType)}
    />
  );
}

type KeyCustomer = Key['customers'][number];

function keyColumns(texts: Texts, currency: string, typed: KeyTableProps['typed'], onType: KeyTableProps['onType']) {
  return [
    {
      id: 'customer',
      title: texts.overview.screen.customer,
      cell: (row: KeyCustomer) => (
        <>
          {row.name} <span className="q-muted">{row.code}</span>
        </>
      ),
    },
    {
      id: 'overdue',
      title: texts.overview.screen.overdue,
      align: 'end' as const,
      cell: (row: KeyCustomer) => <Amount value={row.overdue} currency={currency} />,
    },
    {
      id: 'email',
      title: texts.customers.create.email,
      cell: (row: KeyCustomer) =>
        row.email ?? (
          <TextInput
            size="xs"
            type="email"
            aria-label={texts.overview.keyEmails.emailOf(row.name)}
            value={typed[row.customerId] ?? ''}
            onChange={(event) => onType(row.customerId, event.currentTarget.value)}
          />
        ),
    },
  ];
}
