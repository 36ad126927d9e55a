import { Button, Drawer } from '@mantine/core';
import { ErrorState, Inline, Skeleton, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { Refused } from '../../../Refused.tsx';
import { rolesQuery } from '../../../rights.ts';
import { missingIn, seesAll, wholeScope } from './member-rights.ts';
import { usePeopleChanged } from './people-queries.ts';
import type { MemberScope, Person, Role, RoleRights } from './people-queries.ts';
import { RightsPreview } from './RightsPreview.tsx';
import { RoleCards } from './RoleCards.tsx';
import { ScopeFields } from './ScopeFields.tsx';

/** The drawer that changes a member's role and scope. */
export function EditMember({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const texts = useTexts();
  const roles = useQuery(rolesQuery);
  return (
    <Drawer
      opened
      onClose={onClose}
      size={560}
      title={texts.people.edit.title(person.name)}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      {roles.isError ? (
        <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
      ) : roles.data ? (
        <RightsForm person={person} roles={roles.data.roles} onClose={onClose} />
      ) : (
        <Skeleton shape="lines" count={10} />
      )}
    </Drawer>
  );
}

interface RightsFormProps {
  readonly person: Person;
  readonly roles: readonly RoleRights[];
  readonly onClose: () => void;
}

function RightsForm({ person, roles, onClose }: RightsFormProps) {
  const texts = useTexts();
  const words = texts.people.edit;
  const [role, setRole] = useState<Role>(person.role);
  const [scope, setScope] = useState<MemberScope>(person.scope);
  const save = useRightsChange(person, onClose);
  const choose = (next: Role) => {
    setRole(next);
    if (seesAll(next)) setScope(wholeScope);
  };
  const after = { role, scope };
  const same = JSON.stringify(after) === JSON.stringify({ role: person.role, scope: person.scope });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(after);
      }}
    >
      <Stacked gap="wide">
        <RoleCards roles={roles} value={role} onChange={choose} />
        <ScopeFields role={role} scope={scope} onChange={setScope} />
        <RightsPreview before={person} after={after} roles={roles} />
        <Refused error={save.error} />
        <div className="p-drawer-foot">
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" disabled={same || missingIn(role, scope) !== undefined} loading={save.isPending}>
              {words.save}
            </Button>
          </Inline>
        </div>
      </Stacked>
    </form>
  );
}

/** Records a role and scope, with the way back in the toast. */
function useRightsChange(person: Person, onDone: () => void) {
  const texts = useTexts();
  const toast = useToast();
  const changed = usePeopleChanged();
  const put = async (rights: { readonly role: Role; readonly scope: MemberScope }) => {
    await api('PATCH /people/{id}', { params: { id: person.id }, body: rights });
    await changed();
  };
  const failed = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  return useMutation({
    mutationFn: put,
    onSuccess: () => {
      toast.done(texts.people.edit.done(person.name), () => void put({ role: person.role, scope: person.scope }).catch(failed));
      onDone();
    },
  });
}
