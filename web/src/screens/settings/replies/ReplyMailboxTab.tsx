import { ErrorState, Section, Skeleton, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatMoment } from '@quitus/texts';
import { useLanguage } from '@quitus/ui';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { ShownOnce } from '../../developers/ShownOnce.tsx';
import { useFailed } from '../../replies/mails.ts';
import { ChoiceSetting, NumberSetting } from '../setting/settings-of-a-kind.tsx';
import { useSettings } from '../settings-queries.ts';
import { MailboxForm } from './MailboxForm.tsx';
import { ModelForm } from './ModelForm.tsx';
import type { Mailbox } from './mailbox.ts';

/** Where replies arrive: a mailbox that is read, an address mails are handed to, and who else may read them. */
export function ReplyMailboxTab() {
  const words = useTexts().replies.mailbox;
  const { byKey } = useSettings();
  const answer = useQuery({ queryKey: ['reply-mailbox'], queryFn: () => api('GET /reply-mailbox') });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={8} />;
  return (
    <>
      <p className="p-lead q-muted">{words.help}</p>
      <Section title={words.account}>
        <MailboxState mailbox={answer.data} />
        <MailboxForm mailbox={answer.data} />
      </Section>
      <Section title={words.hook}>
        <Hook mailbox={answer.data} />
      </Section>
      <Section title={words.rules}>
        <NumberSetting setting={byKey.get('replies.days')} name="replies.days" unit="days" />
        <ChoiceSetting setting={byKey.get('replies.automatic')} name="replies.automatic" />
      </Section>
      <Section title={words.model}>
        <ModelForm mailbox={answer.data} />
      </Section>
    </>
  );
}

function MailboxState({ mailbox }: { readonly mailbox: Mailbox }) {
  const words = useTexts().replies.mailbox;
  const language = useLanguage();
  const reads =
    mailbox.account === 'none' || mailbox.address === null
      ? words.none
      : mailbox.account === 'own'
        ? words.own(mailbox.address)
        : words.installation(mailbox.address);
  const when = mailbox.lastReadAt ? words.lastRead(formatMoment(language, mailbox.lastReadAt)) : words.neverRead;
  return (
    <div>
      <p>
        {[reads, mailbox.account === 'none' ? undefined : when, words.received(mailbox.received)].filter(Boolean).join(' · ')}
      </p>
      {mailbox.lastFailure && (
        <p role="alert">
          <strong>{words.outcomes[mailbox.lastFailure]}</strong>{' '}
          {mailbox.failingSince && words.failing(formatMoment(language, mailbox.failingSince))}
        </p>
      )}
    </div>
  );
}

function Hook({ mailbox }: { readonly mailbox: Mailbox }) {
  const words = useTexts().replies.mailbox;
  const language = useLanguage();
  const toast = useToast();
  const cache = useQueryClient();
  const onError = useFailed();
  const [shown, setShown] = useState<string>();
  const make = useMutation({
    mutationFn: () => api('POST /reply-mailbox/hook'),
    onSuccess: ({ mailbox: next, url }) => {
      cache.setQueryData(['reply-mailbox'], next);
      setShown(url);
    },
    onError,
  });
  const end = useMutation({
    mutationFn: () => api('DELETE /reply-mailbox/hook'),
    onSuccess: (next) => {
      cache.setQueryData(['reply-mailbox'], next);
      toast.done(words.hookEnded);
    },
    onError,
  });
  return (
    <>
      <p className="q-muted">{words.hookHelp}</p>
      <p>{mailbox.hookMadeAt ? words.hookMade(formatMoment(language, mailbox.hookMadeAt)) : words.hookNone}</p>
      <div className="q-inline">
        <MayButton may="administer" size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {mailbox.hook ? words.hookAgain : words.hookNew}
        </MayButton>
        {mailbox.hook && (
          <MayButton may="administer" size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            {words.hookEnd}
          </MayButton>
        )}
      </div>
      {shown && <ShownOnce title={words.hook} label={words.hookShown} secret={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}
