import { Button, SegmentedControl } from '@mantine/core';
import { MessagePreview, Section, useTexts } from '@quitus/ui';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { markedText } from './marked-text.ts';
import type { ReceivedMail } from './mails.ts';

/** The mail's words: what is new in it, with the words that say something marked; what it quotes folded away; its own layout on request. */
export function MailWords({ mail }: { readonly mail: ReceivedMail }) {
  const words = useTexts().replies.screen;
  const [formatted, setFormatted] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const evidence = mail.findings.flatMap((finding) => finding.evidence);
  const pieces = markedText(mail.text, mail.newPieces, evidence, mail.mentions);
  const onlyOld = pieces.every((piece) => piece.kind === 'old');
  const shown = unfolded || onlyOld ? pieces : pieces.filter((piece) => piece.kind === 'new');
  const hasOld = !onlyOld && pieces.some((piece) => piece.kind === 'old' && piece.text.trim() !== '');
  return (
    <Section
      plain
      title={words.message}
      actions={
        mail.html !== null && (
          <SegmentedControl
            size="xs"
            aria-label={words.message}
            value={formatted ? 'html' : 'text'}
            onChange={(next) => setFormatted(next === 'html')}
            data={[
              { value: 'text', label: words.plain },
              { value: 'html', label: words.formatted },
            ]}
          />
        )
      }
    >
      {formatted && mail.html !== null ? (
        <MessagePreview
          from={[mail.fromName, mail.fromAddress].filter(Boolean).join(' · ')}
          to={mail.to.join(', ')}
          subject={mail.subject}
          html={mail.html}
        />
      ) : (
        <>
          <p className="r-subject q-muted">{mail.subject}</p>
          <p className="a-script r-text">
            {shown.map((piece, index) =>
              piece.mark ? (
                // Pieces of one text: their order is what they are.
                <mark key={index} data-mark={piece.mark}>
                  {piece.text}
                </mark>
              ) : (
                <span key={index} {...(piece.kind === 'old' && !onlyOld ? { className: 'q-muted' } : {})}>
                  {piece.text}
                </span>
              ),
            )}
            {mail.text.trim() === '' && <span className="q-muted">{words.noWords}</span>}
          </p>
          {hasOld && (
            <Button
              variant="subtle"
              size="compact-xs"
              aria-expanded={unfolded}
              leftSection={unfolded ? <IconChevronUp size={13} aria-hidden /> : <IconChevronDown size={13} aria-hidden />}
              onClick={() => setUnfolded(!unfolded)}
            >
              {unfolded ? words.hideHistory : words.history}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}
