import { Button, SegmentedControl } from '@mantine/core';
import { addressOf } from '@quitus/contract/client';
import type { OutputOf } from '@quitus/contract/client';
import { formatCount, formatInstant } from '@quitus/texts';
import { ErrorState, Inline, MessagePreview, ShortTable, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { IconArrowLeft, IconDownload, IconPaperclip } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../api.ts';

type OpenedMail = OutputOf<'GET /mailbox/{id}'>;
type View = 'html' | 'text' | 'headers';

/** One mail, opened: as its reader sees it, as plain text, or its headers. Opening it marks it read. */
export function ReadMail({ id, onBack }: { readonly id: string; readonly onBack: () => void }) {
  const cache = useQueryClient();
  const answer = useQuery({
    queryKey: ['mail', id],
    queryFn: () => api('GET /mailbox/{id}', { params: { id } }),
    staleTime: 60_000,
  });
  const read = answer.isSuccess;
  useEffect(() => {
    if (read) void cache.invalidateQueries({ queryKey: ['mailbox'] });
  }, [read, cache]);
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="page" />;
  return <Opened mail={answer.data} onBack={onBack} />;
}

function Opened({ mail, onBack }: { readonly mail: OpenedMail; readonly onBack: () => void }) {
  const texts = useTexts();
  const words = texts.mailbox;
  const language = useLanguage();
  const [view, setView] = useState<View>(mail.html === null ? 'text' : 'html');
  return (
    <>
      <div className="m-read-head">
        <Button
          className="m-back"
          variant="default"
          size="xs"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
          onClick={onBack}
        >
          {words.back}
        </Button>
        <h2>{mail.subject}</h2>
        {mail.channel === 'e-mail' && (
          <SegmentedControl
            size="xs"
            value={view}
            onChange={(next) => setView(next === 'text' ? 'text' : next === 'headers' ? 'headers' : 'html')}
            data={[
              { value: 'html', label: words.views.html },
              { value: 'text', label: words.views.text },
              { value: 'headers', label: words.views.headers },
            ]}
          />
        )}
      </div>
      <Inline>
        <span className="q-muted q-number">{formatInstant(language, mail.receivedAt)}</span>
        {mail.customerId && (
          <Link to="/customers/$id" params={{ id: mail.customerId }}>
            {mail.customerName ?? words.customer}
          </Link>
        )}
        {mail.messageId && (
          <Link to="/messages" search={{ tab: 'all', open: mail.messageId }}>
            {words.message}
          </Link>
        )}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          renderRoot={(props) => <a href={addressOf('GET /mailbox/{id}/raw', { params: { id: mail.id } })} download {...props} />}
        >
          {words.downloads[mail.channel === 'e-mail' ? 'e-mail' : mail.channel === 'sms' ? 'sms' : 'letter']}
        </Button>
      </Inline>
      {mail.channel !== 'e-mail' ? (
        <NotMail mail={mail} />
      ) : view === 'headers' ? (
        <div className="m-headers">
          <ShortTable
            label={words.views.headers}
            rows={mail.headers.map((header, index) => ({ ...header, index }))}
            rowKey={(header) => String(header.index)}
            columns={[
              { id: 'name', title: words.header, cell: (header) => header.name },
              { id: 'value', title: words.value, cell: (header) => header.value },
            ]}
          />
        </div>
      ) : (
        <MessagePreview
          from={mail.from}
          to={mail.to}
          subject={mail.subject}
          {...(view === 'html' && mail.html !== null ? { html: mail.html } : {})}
          text={view === 'html' ? words.noHtml : (mail.text ?? words.noText)}
        />
      )}
      {mail.attachments.length > 0 && (
        <Inline>
          <IconPaperclip size={15} className="q-icon q-muted" aria-hidden />
          <span className="q-muted">{words.attachments}</span>
          {mail.attachments.map((file, index) => (
            // Two attachments may bear one name.
            <span key={index}>
              {words.attachment(file.name, words.bytes(formatCount(language, Math.max(1, Math.round(file.bytes / 1024)))))}
            </span>
          ))}
        </Inline>
      )}
    </>
  );
}

/** A text message as its reader's telephone shows it; a letter as its PDF, to be opened. */
function NotMail({ mail }: { readonly mail: OpenedMail }) {
  const texts = useTexts();
  const words = texts.mailbox;
  return (
    <>
      <p className="q-muted">
        {texts.messages.channels[mail.channel]} · {words.toWhom(mail.to)}
      </p>
      {mail.channel === 'sms' ? (
        <p className="m-bubble">{mail.text}</p>
      ) : (
        <p>
          <a href={addressOf('GET /mailbox/{id}/raw', { params: { id: mail.id } })} download>
            {words.openPdf}
          </a>
        </p>
      )}
    </>
  );
}
