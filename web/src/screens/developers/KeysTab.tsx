import { Button } from '@mantine/core';
import { EmptyState, ErrorState, Section, Skeleton, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconBook, IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { ChangeKey } from './keys/ChangeKey.tsx';
import type { ApiKeyView } from './keys/key-words.ts';
import { KeysTable } from './keys/KeysTable.tsx';
import { keysQuery } from './keys/keys-queries.ts';
import { NewKey } from './keys/NewKey.tsx';
import { NewSecret } from './keys/NewSecret.tsx';
import { RevokeKey } from './keys/RevokeKey.tsx';
import { TokenShown } from './keys/TokenShown.tsx';
import type { NewToken } from './keys/TokenShown.tsx';
import './developers.css';

export type KeyCommand = 'change' | 'rotate' | 'revoke';

/** The keys programs call with: what each may do, when it was last used, and making, changing, ending them. */
export function KeysTab() {
  const words = useTexts().developers.keys;
  const { search, change } = useScreenSearch();
  const answer = useQuery(keysQuery);
  const [token, setToken] = useState<NewToken>();
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={6} />;
  const { keys } = answer.data;
  const opened = keys.find((key) => key.id === search.open);
  const close = () => change({ open: undefined, show: undefined });
  const run = (key: ApiKeyView, command: KeyCommand) => change({ open: key.id, show: command });
  const shown = (made: NewToken) => {
    close();
    setToken(made);
  };
  return (
    <Section
      title={words.title}
      actions={
        <>
          <Button
            size="xs"
            variant="default"
            component="a"
            href="/api/docs"
            target="_blank"
            rel="noreferrer"
            leftSection={<IconBook size={15} aria-hidden />}
          >
            {words.documentation}
          </Button>
          <MayButton
            may="administer"
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => change({ open: 'new' })}
          >
            {words.create}
          </MayButton>
        </>
      }
    >
      <p className="p-lead q-muted">{words.lead}</p>
      {keys.length === 0 ? (
        <EmptyState icon={IconKey} title={words.empty}>
          {words.emptyHelp}
        </EmptyState>
      ) : (
        <KeysTable keys={keys} onCommand={run} />
      )}
      {search.open === 'new' && <NewKey onClose={close} onMade={shown} />}
      {opened && search.show === 'change' && <ChangeKey key={opened.id} apiKey={opened} onClose={close} />}
      {opened && search.show === 'rotate' && <NewSecret key={opened.id} apiKey={opened} onClose={close} onMade={shown} />}
      {opened && search.show === 'revoke' && <RevokeKey key={opened.id} apiKey={opened} onClose={close} />}
      {token && <TokenShown made={token} onClose={() => setToken(undefined)} />}
    </Section>
  );
}
