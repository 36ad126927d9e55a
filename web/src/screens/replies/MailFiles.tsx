import { Button } from '@mantine/core';
import { addressOf } from '@quitus/contract/client';
import { formatCount } from '@quitus/texts';
import { Inline, Section, useLanguage, useTexts } from '@quitus/ui';
import { IconAlertTriangle, IconDownload, IconPaperclip } from '@tabler/icons-react';
import type { ReceivedMail } from './mails.ts';

/** What came with the mail, to be saved; what can run or hides what it holds says so. */
export function MailFiles({ mail }: { readonly mail: ReceivedMail }) {
  const words = useTexts().replies.screen;
  const language = useLanguage();
  return (
    <Section plain title={words.attachments}>
      <ul className="r-files">
        {mail.files.map((file) => (
          <li key={file.place}>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPaperclip size={14} aria-hidden />}
              renderRoot={(props) => (
                <a
                  href={addressOf('GET /received-mails/{id}/files/{place}', { params: { id: mail.id, place: file.place } })}
                  download
                  aria-label={words.download(file.name)}
                  {...props}
                />
              )}
            >
              {file.name || file.mediaType}
            </Button>
            <span className="q-muted q-number">{formatCount(language, Math.max(1, Math.round(file.sizeBytes / 1024)))} kB</span>
            {file.risky && (
              <span className="r-risky">
                <IconAlertTriangle size={14} aria-hidden /> {words.risky}
              </span>
            )}
          </li>
        ))}
      </ul>
      <Inline>
        <RawMail mail={mail} />
      </Inline>
    </Section>
  );
}

/** The mail as it came, to be saved. */
export function RawMail({ mail }: { readonly mail: ReceivedMail }) {
  return (
    <Button
      variant="subtle"
      size="xs"
      leftSection={<IconDownload size={13} aria-hidden />}
      renderRoot={(props) => (
        <a href={addressOf('GET /received-mails/{id}/raw', { params: { id: mail.id } })} download {...props} />
      )}
    >
      {useTexts().replies.screen.raw}
    </Button>
  );
}
