import { Button } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import { formatTotals, Inline, Section, sumAmounts, useLanguage, useShortcut, useTexts, useToast } from '@quitus/ui';
import { IconArrowBackUp, IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { EditProposal } from './EditProposal.tsx';
import type { Edited } from './EditProposal.tsx';
import { useFailed, useRereadMails } from './mails.ts';
import type { ReceivedMail, ReplyProposal } from './mails.ts';

/** What the mail may lead to, each accepted, edited or refused with one key; what was decided, with the way back. */
export function Proposals({ mail }: { readonly mail: ReceivedMail }) {
  const words = useTexts().replies.screen;
  const first = mail.proposalList.find(({ state }) => state === 'proposed');
  return (
    <Section plain title={words.proposals}>
      {mail.proposalList.length === 0 ? (
        <p className="q-muted">{words.noProposals}</p>
      ) : (
        <ul className="r-proposals">
          {mail.proposalList.map((proposal) => (
            <li key={proposal.place} data-state={proposal.state}>
              {proposal.state === 'proposed' ? (
                <Proposed mail={mail} proposal={proposal} keys={proposal.place === first?.place} />
              ) : (
                <Decided mail={mail} proposal={proposal} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface OfProposal {
  readonly mail: ReceivedMail;
  readonly proposal: ReplyProposal;
}

/** Accepts, refuses and takes back. */
function useDecisions({ mail, proposal }: OfProposal) {
  const words = useTexts().replies;
  const toast = useToast();
  const reread = useRereadMails();
  const onError = useFailed();
  const params = { id: mail.id, place: proposal.place };
  const undo = useMutation({
    mutationFn: () => api('DELETE /received-mails/{id}/proposals/{place}/decision', { params }),
    onSuccess: (next) => {
      toast.done(next.state === 'to-treat' ? words.screen.undoneWaits : words.screen.undone);
      return reread(next);
    },
    onError,
  });
  const accept = useMutation({
    mutationFn: (edited: Edited) => api('PUT /received-mails/{id}/proposals/{place}/acceptance', { params, body: edited }),
    onSuccess: (next) => {
      toast.done(words.done[proposal.kind], () => undo.mutate());
      return reread(next);
    },
    onError,
  });
  const refuse = useMutation({
    mutationFn: () => api('PUT /received-mails/{id}/proposals/{place}/refusal', { params }),
    onSuccess: reread,
    onError,
  });
  return { accept, refuse, undo };
}

function Proposed({ mail, proposal, keys }: OfProposal & { readonly keys: boolean }) {
  const texts = useTexts();
  const words = texts.replies.screen;
  const { accept, refuse } = useDecisions({ mail, proposal });
  const [editing, setEditing] = useState(false);
  const take = () => (proposal.complete ? accept.mutate({}) : setEditing(true));
  useShortcut({ keys: 'a', label: words.accept, group: words.proposals }, () => keys && !editing && take());
  useShortcut({ keys: 'n', label: words.refuse, group: words.proposals }, () => keys && !editing && refuse.mutate());
  return (
    <>
      <div className="r-proposal-head">
        <strong>{texts.replies.proposals[proposal.kind]}</strong>
        <span className="q-muted q-number">{words.sure(proposal.confidence)}</span>
      </div>
      <Summary proposal={proposal} />
      {proposal.evidence.length > 0 && (
        <p className="r-quote">
          <span className="q-muted">{words.quote}</span> <q>{proposal.evidence.map(({ quote }) => quote.trim()).join(' … ')}</q>
        </p>
      )}
      {editing ? (
        <EditProposal
          proposal={proposal}
          busy={accept.isPending}
          onCancel={() => setEditing(false)}
          onSave={(edited) => accept.mutate(edited, { onSuccess: () => setEditing(false) })}
        />
      ) : (
        <Inline>
          <MayButton
            may="work"
            size="xs"
            leftSection={<IconCheck size={14} aria-hidden />}
            loading={accept.isPending}
            {...(proposal.complete ? {} : { blocked: words.missing })}
            onClick={take}
          >
            {words.accept}
            {keys && (
              <span className="a-wide-only">
                &nbsp;<kbd>{words.acceptKey}</kbd>
              </span>
            )}
          </MayButton>
          {proposal.kind !== 'insolvency' && proposal.kind !== 'send-document' && (
            <MayButton
              may="work"
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} aria-hidden />}
              onClick={() => setEditing(true)}
            >
              {words.edit}
            </MayButton>
          )}
          <MayButton
            may="work"
            size="xs"
            variant="default"
            leftSection={<IconX size={14} aria-hidden />}
            loading={refuse.isPending}
            onClick={() => refuse.mutate()}
          >
            {words.refuse}
          </MayButton>
        </Inline>
      )}
    </>
  );
}

function Decided({ mail, proposal }: OfProposal) {
  const texts = useTexts();
  const words = texts.replies.screen;
  const { undo } = useDecisions({ mail, proposal });
  const by = proposal.automatic
    ? words.byRule
    : proposal.state === 'accepted'
      ? words.accepted(proposal.decidedBy ?? '')
      : words.refused(proposal.decidedBy ?? '');
  return (
    <>
      <div className="r-proposal-head">
        <strong>
          {proposal.state === 'accepted' ? texts.replies.done[proposal.kind] : texts.replies.proposals[proposal.kind]}
        </strong>
        <span className="q-muted">{by}</span>
      </div>
      {proposal.state === 'accepted' && <Summary proposal={proposal} />}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconArrowBackUp size={13} aria-hidden />}
        loading={undo.isPending}
        onClick={() => undo.mutate()}
      >
        {words.undo}
      </Button>
    </>
  );
}

/** What it would do: on which items, for how much, when. */
function Summary({ proposal }: { readonly proposal: ReplyProposal }) {
  const texts = useTexts();
  const words = texts.replies;
  const language = useLanguage();
  const parts = [
    proposal.items.length === 1 ? proposal.items[0]?.number : undefined,
    proposal.items.length > 0
      ? words.screen.items(proposal.items.length, formatTotals(language, sumAmounts(proposal.items)))
      : undefined,
    proposal.day ? words.screen.onDay(formatDay(language, proposal.day)) : undefined,
    proposal.disputeType ? (texts.agenda.disputeTypes as Readonly<Record<string, string>>)[proposal.disputeType] : undefined,
    proposal.document ? words.asked[proposal.document] : undefined,
    proposal.contact ? [proposal.contact.name, proposal.contact.email].filter(Boolean).join(' · ') : undefined,
  ].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? null : <p className="r-summary q-number">{parts.join(' · ')}</p>;
}
