import { Button } from '@mantine/core';
import { formatMoment } from '@quitus/texts';
import { EmptyState, ErrorState, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { IconMailOpened, IconMailOff, IconMailbox } from '@tabler/icons-react';
import type { OutputOf } from '@quitus/contract/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { api } from '../../api.ts';
import { SearchBox } from '../../lists/SearchBox.tsx';
import { useScreenSearch } from '../../search.ts';
import { useSession } from '../../session.ts';
import { ReadMail } from './ReadMail.tsx';
import './mailbox.css';

type Mail = OutputOf<'GET /mailbox'>['rows'][number];
const page = 100;

/** The mailbox of test mode as a mail client: list and reading pane, everything as the customer would receive it. */
export function MailboxView() {
  const words = useTexts().mailbox;
  const { sendingMode } = useSession();
  const { search, change } = useScreenSearch();
  const [limit, setLimit] = useState(page);
  const asked = { ...(search.q ? { q: search.q } : {}), ...(search.customer ? { customerId: search.customer } : {}), limit };
  const answer = useQuery({
    queryKey: ['mailbox', 'list', asked],
    queryFn: () => api('GET /mailbox', { query: asked }),
    placeholderData: keepPreviousData,
  });
  const mails = answer.data?.rows ?? [];
  // A link from a message names that message: its mail opens.
  const opened = search.open ?? (search.show ? mails.find((mail) => mail.messageId === search.show)?.id : undefined);
  const open = (id: string | undefined) => change({ open: id, show: undefined });
  return (
    <>
      <div className="m-banner" role="note">
        <IconMailOff size={16} className="q-icon" aria-hidden />
        <span>{sendingMode === 'live' ? words.bannerLive : words.banner}</span>
      </div>
      <div className="m-frame" data-reading={opened !== undefined || undefined}>
        <section className="m-list" aria-label={words.list}>
          <div className="m-list-head">
            <SearchBox
              label={words.search}
              value={search.q ?? ''}
              onChange={(q) => change({ q: q === '' ? undefined : q, open: undefined })}
            />
            {answer.data && <MailCounts total={answer.data.total} unread={answer.data.totals.unread} />}
          </div>
          {answer.isError ? (
            <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
          ) : !answer.data ? (
            <Skeleton shape="lines" count={8} />
          ) : mails.length === 0 ? (
            <EmptyMailbox searched={search.q !== undefined || search.customer !== undefined} />
          ) : (
            <Mails mails={mails} opened={opened} onOpen={open}>
              {answer.data.total > mails.length && (
                <li className="m-more">
                  <Button
                    variant="default"
                    size="xs"
                    loading={answer.isFetching}
                    onClick={() => setLimit(Math.min(1000, limit + page))}
                  >
                    {words.more(Math.min(page, answer.data.total - mails.length))}
                  </Button>
                </li>
              )}
            </Mails>
          )}
        </section>
        <section className="m-read" aria-label={words.label}>
          {opened === undefined ? (
            <EmptyState icon={IconMailOpened} title={words.choose}>
              {words.chooseHelp}
            </EmptyState>
          ) : (
            <ReadMail key={opened} id={opened} onBack={() => open(undefined)} />
          )}
        </section>
      </div>
    </>
  );
}

function MailCounts({ total, unread }: { readonly total: number; readonly unread: number }) {
  const words = useTexts().mailbox;
  return (
    <span className="q-muted q-number">
      {words.total(total)}
      {unread > 0 && ` · ${words.unread(unread)}`}
    </span>
  );
}

function EmptyMailbox({ searched }: { readonly searched: boolean }) {
  const words = useTexts().mailbox;
  if (searched)
    return (
      <EmptyState icon={IconMailbox} title={words.noneFound}>
        {words.noneFoundHelp}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconMailbox}
      title={words.none}
      action={
        <Button renderRoot={(props) => <Link to="/agenda" search={{ tab: 'to-confirm' }} {...props} />}>{words.agenda}</Button>
      }
    >
      {words.noneHelp}
    </EmptyState>
  );
}

interface MailsProps {
  readonly mails: readonly Mail[];
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly children: ReactNode;
}

/** The list one walks with the arrows: what is under them is read at once. */
function Mails({ mails, opened, onOpen, children }: MailsProps) {
  const words = useTexts().mailbox;
  const list = useRef<HTMLUListElement>(null);
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = mails.findIndex((mail) => mail.id === opened);
    const next = mails[Math.max(0, Math.min(mails.length - 1, at + step))];
    if (next) onOpen(next.id);
  };
  useEffect(() => {
    const current = opened === undefined ? null : list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (current && list.current?.contains(document.activeElement)) current.focus();
    current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
  return (
    // The arrows belong to the buttons inside, each of which has the focus in turn.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above
    <ul ref={list} className="m-mails" aria-label={words.list} onKeyDown={walk}>
      {mails.map((mail) => (
        <li key={mail.id}>
          <MailLine mail={mail} current={mail.id === opened} onOpen={() => onOpen(mail.id)} />
        </li>
      ))}
      {children}
    </ul>
  );
}

function MailLine({ mail, current, onOpen }: { readonly mail: Mail; readonly current: boolean; readonly onOpen: () => void }) {
  const texts = useTexts();
  const words = texts.mailbox;
  const language = useLanguage();
  return (
    <button
      type="button"
      className="q-plain m-mail"
      data-unread={!mail.read || undefined}
      aria-current={current}
      onClick={onOpen}
    >
      <span className="m-dot">{!mail.read && <span className="q-hidden">{words.unreadMark}</span>}</span>
      <span className="m-who q-clip">{mail.customerName ?? mail.to}</span>
      <span className="m-when q-number">{formatMoment(language, mail.receivedAt)}</span>
      <span className="m-subject q-clip">
        {mail.channel !== 'e-mail' && <span className="m-channel">{texts.messages.channels[mail.channel]} · </span>}
        {mail.subject}
      </span>
    </button>
  );
}
