import { Tooltip } from '@mantine/core';
import { formatMoment } from '@quitus/texts';
import { useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconDatabase, IconDatabaseExclamation } from '@tabler/icons-react';
import { useSession, useSessionReadAt } from '../session.ts';
import { freshness } from './freshness.ts';

/** How old the ledger behind every figure is; the way to import a newer one. */
export function Freshness({ folded }: { readonly folded: boolean }) {
  const texts = useTexts().shell.freshness;
  const language = useLanguage();
  const { entities } = useSession();
  const readAt = useSessionReadAt();
  const { oldest, state, limitHours } = freshness(entities, readAt);
  const text = oldest === undefined ? texts.never : texts.at(formatMoment(language, oldest));
  const Icon = state === 'fresh' ? IconDatabase : IconDatabaseExclamation;
  const hover = limitHours === undefined ? text : `${text}. ${texts.stale(limitHours)}`;
  return (
    <Tooltip label={hover} position="right" disabled={!folded && state === 'fresh'}>
      <Link to="/imports" className="s-fresh" data-state={state} aria-label={folded ? text : undefined}>
        <Icon size={16} stroke={1.7} className="q-icon" aria-hidden />
        {!folded && <span className="q-clip">{text}</span>}
      </Link>
    </Tooltip>
  );
}
