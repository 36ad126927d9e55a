import { Button } from '@mantine/core';
import { formatInstant } from '@quitus/texts';
import { EmptyState, Inline, Section, ShortTable, Stacked, StatusBadge, useLanguage, useTexts } from '@quitus/ui';
import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { IconFingerprint, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Passkey, Security } from '../account-queries.ts';
import { AddPasskey } from './AddPasskey.tsx';
import { RemovePasskey, RenamePasskey } from './ChangePasskey.tsx';

type Doing = { readonly what: 'add' } | { readonly what: 'rename' | 'remove'; readonly passkey: Passkey };

/** The passkeys: add, rename, remove. */
export function PasskeysSection({ security }: { readonly security: Security }) {
  const words = useTexts().account.passkeys;
  const [doing, setDoing] = useState<Doing>();
  const stop = () => setDoing(undefined);
  const why = globalThis.isSecureContext ? words.unsupported : words.insecure;
  const possible = globalThis.isSecureContext && browserSupportsWebAuthn();
  return (
    <Section
      title={words.title}
      actions={
        possible && security.passkeys.length > 0 ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => setDoing({ what: 'add' })}
          >
            {words.add}
          </Button>
        ) : undefined
      }
    >
      <Stacked>
        <p className="a-lead q-muted">{words.lead}</p>
        {security.passkeys.length > 0 ? (
          <PasskeysTable passkeys={security.passkeys} onDo={(what, passkey) => setDoing({ what, passkey })} />
        ) : (
          <EmptyState
            icon={IconFingerprint}
            title={words.none}
            action={possible && <Button onClick={() => setDoing({ what: 'add' })}>{words.add}</Button>}
          >
            {possible ? words.noneText : why}
          </EmptyState>
        )}
      </Stacked>
      {doing?.what === 'add' && <AddPasskey onClose={stop} />}
      {doing?.what === 'rename' && <RenamePasskey passkey={doing.passkey} onClose={stop} />}
      {doing?.what === 'remove' && <RemovePasskey passkey={doing.passkey} onClose={stop} />}
    </Section>
  );
}

interface PasskeysTableProps {
  readonly passkeys: readonly Passkey[];
  readonly onDo: (what: 'rename' | 'remove', passkey: Passkey) => void;
}

function PasskeysTable({ passkeys, onDo }: PasskeysTableProps) {
  const texts = useTexts();
  const words = texts.account.passkeys;
  const language = useLanguage();
  return (
    <ShortTable
      label={words.title}
      rows={passkeys}
      rowKey={(row) => row.id}
      columns={[
        {
          id: 'name',
          title: words.named,
          cell: (row) => (
            <span className="a-row-words">
              {row.name}
              {row.synced && (
                <StatusBadge tone="neutral" quiet>
                  {words.synced}
                </StatusBadge>
              )}
            </span>
          ),
        },
        { id: 'created', title: words.created, wideOnly: true, cell: (row) => formatInstant(language, row.createdAt) },
        {
          id: 'used',
          title: words.used,
          wideOnly: true,
          cell: (row) => (row.lastUsedAt === null ? words.never : formatInstant(language, row.lastUsedAt)),
        },
        {
          id: 'do',
          title: words.do,
          quiet: true,
          align: 'end',
          cell: (row) => (
            <Inline end>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${words.rename}: ${row.name}`}
                onClick={() => onDo('rename', row)}
              >
                {words.rename}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                color="late"
                aria-label={`${words.remove}: ${row.name}`}
                onClick={() => onDo('remove', row)}
              >
                {words.remove}
              </Button>
            </Inline>
          ),
        },
      ]}
    />
  );
}
