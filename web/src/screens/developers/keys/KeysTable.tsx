import { ActionIcon, Button, Menu } from '@mantine/core';
import { formatInstant } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { hint, ShortTable, StatusBadge, useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconBan, IconDots, IconHistory, IconPencil, IconRotate } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../../session.ts';
import type { KeyCommand } from '../KeysTab.tsx';
import { expiryWords, lastUsed, scopeWords, shortPrefix } from './key-words.ts';
import type { ApiKeyView, NamesById } from './key-words.ts';
import { useScopeNames } from './keys-queries.ts';

interface KeysTableProps {
  readonly keys: readonly ApiKeyView[];
  readonly onCommand: (key: ApiKeyView, command: KeyCommand) => void;
}

const tones = { active: 'settled', expired: 'waiting', revoked: 'neutral' } as const;

/** The keys in use; those that ended on demand. */
export function KeysTable({ keys, onCommand }: KeysTableProps) {
  const texts = useTexts();
  const words = texts.developers.keys;
  const language = useLanguage();
  const names = useScopeNames();
  const [all, setAll] = useState(false);
  const ended = keys.filter((key) => key.state !== 'active');
  const rows = all ? keys : keys.filter((key) => key.state === 'active');
  return (
    <>
      {rows.length > 0 && (
        <ShortTable
          label={words.title}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { id: 'name', title: words.name, cell: (row) => <KeyName apiKey={row} /> },
            { id: 'may', title: words.may, wideOnly: true, cell: (row) => mayWords(texts, row) },
            {
              id: 'where',
              title: words.where,
              wideOnly: true,
              cell: (row) => <KeyReach apiKey={row} names={names} />,
            },
            {
              id: 'used',
              title: words.lastUsed,
              cell: (row) => <span className="q-number d-when">{lastUsed(texts, language, row)}</span>,
            },
            { id: 'expires', title: words.expires, wideOnly: true, cell: (row) => expiry(words, language, row) },
            { id: 'maker', title: words.maker, wideOnly: true, cell: (row) => row.createdBy },
            {
              id: 'commands',
              title: words.commands,
              align: 'end',
              cell: (row) => <KeyMenu apiKey={row} onCommand={(command) => onCommand(row, command)} />,
            },
          ]}
        />
      )}
      {ended.length > 0 && (
        <div className="d-more">
          <Button variant="subtle" color="gray" size="xs" onClick={() => setAll(!all)}>
            {all ? words.hideRevoked : words.showRevoked(ended.length)}
          </Button>
        </div>
      )}
    </>
  );
}

function KeyName({ apiKey }: { readonly apiKey: ApiKeyView }) {
  const words = useTexts().developers.keys;
  const language = useLanguage();
  const { state, formerUntil, revokedAt, revokedBy } = apiKey;
  return (
    <span className="d-name">
      <strong>{apiKey.name}</strong>
      <code className="q-muted" {...hint(`${apiKey.prefix}…`)}>
        {shortPrefix(apiKey.prefix)}
      </code>
      {state !== 'active' && (
        <StatusBadge tone={tones[state]} quiet>
          {words.states[state]}
          {revokedAt && revokedBy && ` ${words.revokedBy(revokedBy, formatInstant(language, revokedAt))}`}
        </StatusBadge>
      )}
      {state === 'active' && formerUntil && (
        <span className="q-muted">{words.formerUntil(formatInstant(language, formerUntil))}</span>
      )}
    </span>
  );
}

function mayWords(texts: Texts, key: ApiKeyView): string {
  return key.permissions.map((right) => texts.developers.keys.short[right]).join(', ');
}

function KeyReach({ apiKey, names }: { readonly apiKey: ApiKeyView; readonly names: NamesById }) {
  const texts = useTexts();
  const words = texts.developers.keys;
  return (
    <span className="d-name">
      <span>{scopeWords(texts, apiKey.scope, names)}</span>
      <span className="q-muted">
        {apiKey.networks.length === 0 ? words.anywhere : words.fromNetworks(apiKey.networks.join(', '))}
      </span>
    </span>
  );
}

function expiry(words: Texts['developers']['keys'], language: Language, key: ApiKeyView) {
  return <span className="q-number d-when">{key.expiresAt === null ? words.never : expiryWords(language, key.expiresAt)}</span>;
}

function KeyMenu({ apiKey, onCommand }: { readonly apiKey: ApiKeyView; readonly onCommand: (command: KeyCommand) => void }) {
  const words = useTexts().developers.keys;
  const mayAudit = useMay('audit');
  const active = apiKey.state === 'active';
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={words.actions(apiKey.name)}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {apiKey.state !== 'revoked' && (
          <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => onCommand('change')}>
            {words.edit}
          </Menu.Item>
        )}
        {active && (
          <Menu.Item leftSection={<IconRotate size={15} aria-hidden />} onClick={() => onCommand('rotate')}>
            {words.rotate}
          </Menu.Item>
        )}
        {mayAudit && (
          <Menu.Item
            leftSection={<IconHistory size={15} aria-hidden />}
            renderRoot={(props: object) => <Link to="/audit" search={{ by: apiKey.id }} {...props} />}
          >
            {words.audit}
          </Menu.Item>
        )}
        {apiKey.state !== 'revoked' && (
          <Menu.Item color="late" leftSection={<IconBan size={15} aria-hidden />} onClick={() => onCommand('revoke')}>
            {words.revoke}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
