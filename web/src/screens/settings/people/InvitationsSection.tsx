import { Button, Modal } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import {
  EmptyState,
  ErrorState,
  Inline,
  Section,
  ShortTable,
  Skeleton,
  Stacked,
  StatusBadge,
  useLanguage,
  useTexts,
  useToast,
} from '@quitus/ui';
import type { Tone } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconMailForward } from '@tabler/icons-react';
import { api, sentenceOf } from '../../../api.ts';
import { CopyText } from '../../../CopyText.tsx';
import type { Sent } from './InviteDrawer.tsx';
import { invitationsQuery } from './people-queries.ts';
import type { Invitation } from './people-queries.ts';

const tones: Record<Invitation['state'], Tone> = { open: 'waiting', expired: 'neutral', accepted: 'settled', revoked: 'neutral' };

/** Who was invited, what became of it, and the link again. */
export function InvitationsSection({ onLink }: { readonly onLink: (sent: Sent) => void }) {
  const words = useTexts().people;
  const answer = useQuery(invitationsQuery);
  return (
    <Section title={words.tabs.invitations}>
      <p className="p-lead q-muted">{words.invite.lead}</p>
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !answer.data ? (
        <Skeleton shape="lines" count={3} />
      ) : answer.data.invitations.length === 0 ? (
        <EmptyState icon={IconMailForward} title={words.invite.none}>
          {words.invite.noneText}
        </EmptyState>
      ) : (
        <InvitationsTable invitations={answer.data.invitations} onLink={onLink} />
      )}
    </Section>
  );
}

interface InvitationsTableProps {
  readonly invitations: readonly Invitation[];
  readonly onLink: (sent: Sent) => void;
}

function InvitationsTable({ invitations, onLink }: InvitationsTableProps) {
  const words = useTexts().people;
  const language = useLanguage();
  const day = (instant: string) => formatDay(language, instant.slice(0, 10));
  return (
    <ShortTable
      label={words.tabs.invitations}
      rows={invitations}
      rowKey={(row) => row.id}
      columns={[
        {
          id: 'name',
          title: words.name,
          cell: (row) => (
            <div className="p-person">
              <span>{row.name}</span>
              <span className="q-muted">{row.email}</span>
            </div>
          ),
        },
        { id: 'role', title: words.role, wideOnly: true, cell: (row) => words.roles[row.role] },
        { id: 'by', title: words.invite.by, wideOnly: true, cell: (row) => row.invitedBy },
        {
          id: 'state',
          title: words.invite.state,
          cell: (row) => (
            <div className="p-person">
              <StatusBadge tone={tones[row.state]} quiet>
                {words.invite.states[row.state]}
              </StatusBadge>
              {row.state === 'open' && (
                <span className="q-muted">
                  {words.invite.until} {day(row.expiresAt)}
                </span>
              )}
            </div>
          ),
        },
        {
          id: 'do',
          title: words.do,
          quiet: true,
          align: 'end',
          cell: (row) => <InvitationActions invitation={row} onLink={onLink} />,
        },
      ]}
    />
  );
}

function InvitationActions({ invitation, onLink }: { readonly invitation: Invitation; readonly onLink: (sent: Sent) => void }) {
  const texts = useTexts();
  const words = texts.people.invite;
  const toast = useToast();
  const cache = useQueryClient();
  const { id, email, state } = invitation;
  const settled = {
    onError: (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline)),
    onSettled: () => cache.invalidateQueries({ queryKey: ['invitations'] }),
  };
  const resend = useMutation({
    ...settled,
    mutationFn: () => api('POST /invitations/{id}/resend', { params: { id } }),
    onSuccess: (sent) => (sent.link === null ? toast.done(words.resent(email)) : onLink(sent)),
  });
  const revoke = useMutation({
    ...settled,
    mutationFn: () => api('DELETE /invitations/{id}', { params: { id } }),
    onSuccess: () => toast.done(words.revoked(email)),
  });
  if (state === 'accepted' || state === 'revoked') return null;
  return (
    <Inline end>
      <Button size="compact-sm" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
        {words.resend}
      </Button>
      <Button size="compact-sm" variant="subtle" color="late" loading={revoke.isPending} onClick={() => revoke.mutate()}>
        {words.revoke}
      </Button>
    </Inline>
  );
}

/** The link of an invitation that no mail server could carry, to hand over. */
export function LinkToHandOver({ sent, onClose }: { readonly sent: Sent; readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.people.invite;
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={words.linkTitle}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <Stacked>
        <p className="p-lead q-muted">{words.linkText(sent.invitation.email)}</p>
        <CopyText label={words.linkTitle} text={sent.link ?? ''} copy={words.copy} copied={words.copied} />
      </Stacked>
    </Modal>
  );
}
