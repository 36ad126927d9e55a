import { Button, Drawer, NativeSelect, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { ErrorState, Inline, Skeleton, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { Refused } from '../../../Refused.tsx';
import { rolesQuery } from '../../../rights.ts';
import { missingIn, seesAll, wholeScope } from './member-rights.ts';
import type { MemberScope, Role, RoleRights } from './people-queries.ts';
import { RoleCards } from './RoleCards.tsx';
import { ScopeFields } from './ScopeFields.tsx';

export type Sent = OutputOf<'POST /invitations'>;

interface InviteDrawerProps {
  readonly onClose: () => void;
  /** The link must be handed over: no mail server could carry it. */
  readonly onLink: (sent: Sent) => void;
}

/** The drawer that invites someone: who, in what role, over which customers. */
export function InviteDrawer({ onClose, onLink }: InviteDrawerProps) {
  const texts = useTexts();
  const roles = useQuery(rolesQuery);
  return (
    <Drawer
      opened
      onClose={onClose}
      size={560}
      title={texts.people.invite.title}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      {roles.isError ? (
        <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
      ) : roles.data ? (
        <InviteForm roles={roles.data.roles} onClose={onClose} onLink={onLink} />
      ) : (
        <Skeleton shape="lines" count={10} />
      )}
    </Drawer>
  );
}

interface Draft {
  readonly name: string;
  readonly email: string;
  readonly language: 'fr' | 'en';
  readonly role: Role;
  readonly scope: MemberScope;
}

function InviteForm({ roles, onClose, onLink }: InviteDrawerProps & { readonly roles: readonly RoleRights[] }) {
  const texts = useTexts();
  const words = texts.people.invite;
  const language = useLanguage();
  const [draft, setDraft] = useState<Draft>({
    name: '',
    email: '',
    language,
    role: 'collector',
    scope: usualScope('collector', roles),
  });
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const invite = useInvite(onClose, onLink);
  const ready = draft.name.trim() !== '' && draft.email.includes('@') && missingIn(draft.role, draft.scope) === undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) invite.mutate(draft);
      }}
    >
      <Stacked gap="wide">
        <Stacked>
          <TextInput
            data-autofocus
            label={words.name}
            maxLength={100}
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            type="email"
            label={words.email}
            maxLength={200}
            value={draft.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <NativeSelect
            label={words.language}
            value={draft.language}
            data={(['fr', 'en'] as const).map((each) => ({ value: each, label: texts.account.languages[each] }))}
            onChange={(event) => set({ language: event.currentTarget.value === 'en' ? 'en' : 'fr' })}
          />
        </Stacked>
        <RoleCards roles={roles} value={draft.role} onChange={(role) => set({ role, scope: usualScope(role, roles) })} />
        <ScopeFields role={draft.role} scope={draft.scope} onChange={(scope) => set({ scope })} />
        <Refused error={invite.error} />
        <div className="p-drawer-foot">
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" disabled={!ready} loading={invite.isPending}>
              {words.action}
            </Button>
          </Inline>
        </div>
      </Stacked>
    </form>
  );
}

/** What a role is given when nothing else is chosen. */
function usualScope(role: Role, roles: readonly RoleRights[]): MemberScope {
  const customers = roles.find((each) => each.role === role)?.usualCustomers ?? 'all';
  return seesAll(role) ? wholeScope : { ...wholeScope, customers };
}

function useInvite(onDone: () => void, onLink: (sent: Sent) => void) {
  const texts = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ name, email, ...rest }: Draft) =>
      api('POST /invitations', { body: { ...rest, name: name.trim(), email: email.trim() } }),
    onSuccess: async (sent) => {
      await cache.invalidateQueries({ queryKey: ['invitations'] });
      if (sent.link !== null) onLink(sent);
      else toast.done(texts.people.invite.sent(sent.invitation.email));
      onDone();
    },
  });
}
