import { Alert } from '@mantine/core';
import { formatDay, formatInstant, formatMoment } from '@quitus/texts';
import {
  ErrorState,
  Inline,
  isoDay,
  Section,
  SidePanel,
  Skeleton,
  useLanguage,
  useShortcut,
  useTexts,
  useToast,
} from '@quitus/ui';
import { IconMailOff, IconMailOpened, IconPlaneDeparture, IconRobot } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { usePortfolio } from '../agenda/useAgendaSearch.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { MailFiles, RawMail } from './MailFiles.tsx';
import { MailLabel } from './MailLabel.tsx';
import { nextMail, useFailed, useRereadMails } from './mails.ts';
import type { ReceivedMail } from './mails.ts';
import { MailWords } from './MailWords.tsx';
import { Proposals } from './Proposals.tsx';
import { DismissMail, SortMail } from './SortMail.tsx';

interface MailPanelProps {
  readonly id: string;
  readonly onClose: () => void;
  /** Opens another mail in its place. */
  readonly onNext: (id: string) => void;
}

/** One mail beside the list: its words, what it leads to, and what was written before. */
export function MailPanel({ id, onClose, onNext }: MailPanelProps) {
  const texts = useTexts();
  const answer = useQuery({
    queryKey: ['received-mail', id],
    queryFn: () => api('GET /received-mails/{id}', { params: { id } }),
  });
  if (!answer.data)
    return (
      <SidePanel title={texts.agenda.replies.one} label={texts.agenda.replies.one} onClose={onClose} width="wide">
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton shape="lines" count={8} />
        )}
      </SidePanel>
    );
  return <Opened mail={answer.data} onClose={onClose} onNext={onNext} />;
}

function Opened({ mail, onClose, onNext }: Omit<MailPanelProps, 'id'> & { readonly mail: ReceivedMail }) {
  const texts = useTexts();
  const words = texts.replies;
  const language = useLanguage();
  const { mine } = usePortfolio();
  const [answering, setAnswering] = useState(false);
  const done = async () => {
    const next = await nextMail(mail.id, mine).catch(() => undefined);
    if (next) onNext(next);
    else onClose();
  };
  const sorted = mail.customerId !== null;
  return (
    <SidePanel
      width="wide"
      label={`${words.screen.one} ${mail.customerName ?? mail.fromAddress}`}
      title={
        mail.customerId ? (
          <Link to="/customers/$id" params={{ id: mail.customerId }}>
            {mail.customerName}
          </Link>
        ) : (
          mail.fromName || mail.fromAddress || words.screen.unknown
        )
      }
      detail={
        <Inline>
          <MailLabel mail={mail} />
          <span className="q-clip">{mail.fromAddress}</span>
          <span className="q-number">{formatInstant(language, mail.receivedAt)}</span>
          {mail.threadedBy && <span>{words.threadedBy[mail.threadedBy]}</span>}
        </Inline>
      }
      onClose={onClose}
      actions={answering ? undefined : <Actions mail={mail} onAnswer={() => setAnswering(true)} onDone={done} />}
    >
      {answering && <AnswerForm mail={mail} onCancel={() => setAnswering(false)} onSent={done} />}
      <Notices mail={mail} />
      {!sorted && mail.state === 'triage' && <SortMail mail={mail} onDone={onClose} />}
      <MailWords mail={mail} />
      {mail.kind === 'human' && sorted && <Proposals mail={mail} />}
      {mail.files.length > 0 && <MailFiles mail={mail} />}
      {mail.answers.length > 0 && (
        <Section plain title={words.screen.answers}>
          {mail.answers.map((one) => (
            <details key={one.id} className="r-fold">
              <summary>
                {one.subject} <span className="q-muted q-number">{formatMoment(language, one.at)}</span>
              </summary>
              <p className="a-script">{one.text}</p>
            </details>
          ))}
        </Section>
      )}
      {mail.answeredMessage && (
        <Section plain title={words.screen.ours}>
          <details className="r-fold">
            <summary>
              {mail.answeredMessage.subject}{' '}
              {mail.answeredMessage.sentAt && (
                <span className="q-muted q-number">{formatMoment(language, mail.answeredMessage.sentAt)}</span>
              )}
            </summary>
            <p className="a-script">{mail.answeredMessage.text}</p>
          </details>
        </Section>
      )}
      {mail.state === 'to-treat' && mail.kind === 'human' && <p className="q-muted a-wide-only">{words.screen.keys}</p>}
    </SidePanel>
  );
}

/** What a person should know before reading. */
function Notices({ mail }: { readonly mail: ReceivedMail }) {
  const words = useTexts().replies;
  const language = useLanguage();
  const lines = [
    ...mail.problems.map((problem) => (words.problems as Readonly<Record<string, string>>)[problem] ?? problem),
    ...(mail.modelFailure ? [words.screen.modelFailed] : []),
  ];
  return (
    <>
      {mail.treatedBy && (
        <Alert color="gray" variant="light" icon={<IconMailOpened size={18} aria-hidden />}>
          {mail.state === 'dismissed'
            ? words.screen.dismissedNote(mail.treatedBy, mail.note ?? '')
            : words.screen.treatedNote(mail.treatedBy, formatDay(language, isoDay(new Date(mail.treatedAt ?? mail.receivedAt))))}
        </Alert>
      )}
      {mail.kind === 'auto-reply' && (mail.absentUntil !== null || mail.deputies.length > 0) && (
        <Alert color="gray" variant="light" icon={<IconPlaneDeparture size={18} aria-hidden />}>
          {mail.absentUntil && <p>{words.screen.absentUntil(formatDay(language, mail.absentUntil))}</p>}
          {mail.deputies.length > 0 && (
            <p>
              {words.screen.deputies} {mail.deputies.join(', ')}
            </p>
          )}
        </Alert>
      )}
      {mail.bounced.map((one) => {
        const reason = (words.bounceReasons as Readonly<Record<string, string>>)[one.reason] ?? one.reason;
        return (
          <Alert key={one.address} color="gray" variant="light" icon={<IconMailOff size={18} aria-hidden />}>
            {one.hard ? words.screen.bouncedHard(one.address, reason) : words.screen.bouncedSoft(one.address, reason)}
          </Alert>
        );
      })}
      {lines.length > 0 && (
        <Alert color="gray" variant="light" icon={<IconRobot size={18} aria-hidden />}>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {mail.problems.length > 0 && mail.files.length === 0 && <RawMail mail={mail} />}
        </Alert>
      )}
    </>
  );
}

interface ActionsProps {
  readonly mail: ReceivedMail;
  readonly onAnswer: () => void;
  readonly onDone: () => Promise<void>;
}

function Actions({ mail, onAnswer, onDone }: ActionsProps) {
  const words = useTexts().replies.screen;
  const toast = useToast();
  const reread = useRereadMails();
  const onError = useFailed();
  const params = { id: mail.id };
  const waits = mail.state === 'to-treat';
  const untreat = useMutation({
    mutationFn: () => api('DELETE /received-mails/{id}/treatment', { params }),
    onSuccess: reread,
    onError,
  });
  const restore = useMutation({
    mutationFn: () => api('DELETE /received-mails/{id}/dismissal', { params }),
    onSuccess: reread,
    onError,
  });
  const treat = useMutation({
    mutationFn: () => api('PUT /received-mails/{id}/treatment', { params, body: {} }),
    onSuccess: async (next) => {
      toast.done(words.treatedToast(mail.customerName ?? mail.fromAddress), () => untreat.mutate());
      await reread(next);
      await onDone();
    },
    onError,
  });
  const answerable = mail.customerId !== null && mail.fromAddress !== '';
  useShortcut({ keys: 't', label: words.treat, group: words.label }, () => waits && treat.mutate());
  useShortcut({ keys: 'r', label: words.answer, group: words.label }, () => answerable && onAnswer());
  return (
    <>
      {waits && (
        <MayButton may="work" loading={treat.isPending} onClick={() => treat.mutate()}>
          {words.treat}
        </MayButton>
      )}
      {answerable && (
        <MayButton may="work" variant="default" onClick={onAnswer}>
          {words.answer}
        </MayButton>
      )}
      {mail.state === 'treated' && (
        <MayButton may="work" variant="default" loading={untreat.isPending} onClick={() => untreat.mutate()}>
          {words.untreat}
        </MayButton>
      )}
      {mail.state === 'dismissed' && (
        <MayButton may="work" variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
          {words.restore}
        </MayButton>
      )}
      {(waits || mail.state === 'triage') && <DismissMail mail={mail} onDone={() => void onDone()} />}
    </>
  );
}
