import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { Inline, Stacked, useTexts, useToday } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { useSession } from '../../../session.ts';
import { KeyLimits, limitsOf, useLimitsProblem } from './KeyLimits.tsx';
import type { LimitsDraft } from './KeyLimits.tsx';
import { KeyScopeChoice } from './KeyScopeChoice.tsx';
import { scopeOf } from './KeyScopeChoice.tsx';
import type { ScopeDraft } from './KeyScopeChoice.tsx';
import { keyRights } from './key-words.ts';
import type { KeyRight } from './key-words.ts';
import { useRereadKeys } from './keys-queries.ts';
import type { NewToken } from './TokenShown.tsx';

interface NewKeyProps {
  readonly onClose: () => void;
  readonly onMade: (made: NewToken) => void;
}

/** Makes a key: its name, what it may do, what it sees, from where and until when. */
export function NewKey({ onClose, onMade }: NewKeyProps) {
  const texts = useTexts();
  const words = texts.developers.keys;
  const today = useToday();
  const reread = useRereadKeys();
  const { user } = useSession();
  const [name, setName] = useState('');
  const [rights, setRights] = useState<readonly KeyRight[]>(['read']);
  const [scope, setScope] = useState<ScopeDraft>({});
  const [limits, setLimits] = useState<LimitsDraft>({ networks: '', expiry: 'in-365', lastDay: '' });
  const limitsProblem = useLimitsProblem(limits);
  const problem = name.trim() === '' ? words.noName : rights.length === 0 ? words.noRight : limitsProblem;
  const make = useMutation({
    mutationFn: () =>
      api('POST /api-keys', {
        body: {
          name: name.trim(),
          permissions: [...rights],
          scope: scopeOf(scope),
          language: user.language,
          ...limitsOf(limits, today),
        },
      }),
    onSuccess: async ({ key, token }) => {
      await reread();
      onMade({ name: key.name, token });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.create}
      size={640}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === undefined) make.mutate();
        }}
      >
        <Stacked>
          <TextInput
            data-autofocus
            label={words.name}
            description={words.nameHelp}
            placeholder={words.namePlaceholder}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Rights rights={rights} onChange={setRights} />
          <KeyScopeChoice draft={scope} onChange={setScope} />
          <KeyLimits draft={limits} onChange={setLimits} />
          {make.isError && (
            <p className="d-problem" role="alert">
              {sentenceOf(make.error, texts.common.error.offline)}
            </p>
          )}
          <Inline end>
            {problem !== undefined && <span className="q-muted d-plain">{problem}</span>}
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={problem !== undefined}>
              {words.make(rights.length)}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}

interface RightsProps {
  readonly rights: readonly KeyRight[];
  readonly onChange: (rights: readonly KeyRight[]) => void;
}

function Rights({ rights, onChange }: RightsProps) {
  const words = useTexts().developers.keys;
  const { permissions } = useSession();
  return (
    <fieldset className="d-fieldset">
      <legend className="d-label">{words.rights}</legend>
      <p className="q-muted d-plain">{words.rightsHelp}</p>
      <div className="d-checks">
        {keyRights.map((right) => {
          const mine = permissions.includes(right);
          return (
            <Checkbox
              key={right}
              label={words.permissions[right]}
              {...(mine ? {} : { description: words.notYours })}
              disabled={!mine}
              checked={rights.includes(right)}
              onChange={(event) =>
                onChange(keyRights.filter((each) => (each === right ? event.currentTarget.checked : rights.includes(each))))
              }
            />
          );
        })}
      </div>
    </fieldset>
  );
}
