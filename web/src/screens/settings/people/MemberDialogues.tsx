import { Button, Modal } from '@mantine/core';
import { formatInstant } from '@quitus/texts';
import { ErrorState, Inline, Skeleton, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, sentenceOf } from '../../../api.ts';
import { CopyText } from '../../../CopyText.tsx';
import { EditMember } from './EditMember.tsx';
import { HandOver } from './HandOver.tsx';
import type { MemberAction } from './MemberMenu.tsx';
import type { Person } from './people-queries.ts';

interface MemberDialoguesProps {
  readonly person: Person;
  readonly people: readonly Person[];
  readonly action: MemberAction;
  readonly onClose: () => void;
}

/** The drawer or dialogue of what was chosen about a member. */
export function MemberDialogues({ person, people, action, onClose }: MemberDialoguesProps) {
  if (action === 'edit') return <EditMember person={person} onClose={onClose} />;
  if (action === 'reset') return <ResetLink person={person} onClose={onClose} />;
  if (action === 'sign-out') return <SignOutEverywhere person={person} onClose={onClose} />;
  if (action === 'second-step') return <SecondStepOff person={person} onClose={onClose} />;
  return <HandOver person={person} people={people} removing={action === 'remove'} onClose={onClose} />;
}

interface AboutOne {
  readonly person: Person;
  readonly onClose: () => void;
}

function SignOutEverywhere({ person, onClose }: AboutOne) {
  const words = useTexts().people.signOut;
  return (
    <Ask
      {...words}
      title={words.title(person.name)}
      onClose={onClose}
      run={async () => words.done((await api('POST /people/{id}/sign-out', { params: { id: person.id } })).ended)}
    />
  );
}

function SecondStepOff({ person, onClose }: AboutOne) {
  const words = useTexts().people.secondStep;
  return (
    <Ask
      {...words}
      title={words.title(person.name)}
      onClose={onClose}
      run={async () => {
        await api('DELETE /people/{id}/second-step', { params: { id: person.id } });
        return words.done(person.name);
      }}
    />
  );
}

interface AskProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** Does it and says what was done. */
  readonly run: () => Promise<string>;
  readonly onClose: () => void;
}

function Ask({ title, text, action, run, onClose }: AskProps) {
  const texts = useTexts().common;
  const toast = useToast();
  const act = useMutation({
    mutationFn: run,
    onSuccess: (done) => {
      toast.done(done);
      onClose();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.error.offline)),
  });
  return (
    <Modal opened onClose={onClose} size={460} title={title} closeButtonProps={{ 'aria-label': texts.actions.close }}>
      <Stacked>
        <p className="p-lead q-muted">{text}</p>
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {texts.actions.cancel}
          </Button>
          <Button data-autofocus color="late" loading={act.isPending} onClick={() => act.mutate()}>
            {action}
          </Button>
        </Inline>
      </Stacked>
    </Modal>
  );
}

function ResetLink({ person, onClose }: AboutOne) {
  const texts = useTexts();
  const words = texts.people;
  const language = useLanguage();
  const link = useQuery({
    queryKey: ['reset-link', person.id],
    queryFn: () => api('POST /people/{id}/reset-link', { params: { id: person.id } }),
    // Each asking makes another link and spoils the former: once for this opening, and forgotten when it closes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={words.reset.title(person.name)}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      {link.isError ? (
        <ErrorState error={link.error} />
      ) : link.data ? (
        <Stacked>
          <p className="p-lead q-muted">{words.reset.text}</p>
          <CopyText label={words.reset.open} text={link.data.link} copy={words.invite.copy} copied={words.invite.copied} />
          <p className="p-lead q-muted">{words.reset.expires(formatInstant(language, link.data.expiresAt))}</p>
        </Stacked>
      ) : (
        <Skeleton shape="lines" count={3} />
      )}
    </Modal>
  );
}
