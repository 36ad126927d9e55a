import { Button } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconArrowUpRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { AuditEvent } from './event-values.ts';

/** Opens what an event happened to, where a screen shows it. */
export function EventObject({ event }: { readonly event: AuditEvent }) {
  const words = useTexts().auditScreen.panel;
  const link = linkTo(event);
  if (!link) return null;
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconArrowUpRight size={15} aria-hidden />}
      renderRoot={(props: object) => link(props)}
    >
      {words.open}
    </Button>
  );
}

type Linked = (props: object) => ReactElement;

// What was removed is not there to be opened any more.
const gone = new Set(['webhooks.removed', 'scenarios.removed', 'members.removed', 'members.invitation-revoked']);

function linkTo({ area, kind, subjectId: id, customer }: AuditEvent): Linked | undefined {
  if (gone.has(kind)) return undefined;
  if (area === 'settings' || area === 'entities') return (props) => <Link to="/settings" {...props} />;
  if (area === 'members') return (props) => <Link to="/settings" search={{ tab: 'people' }} {...props} />;
  if (area === 'terms') return (props) => <Link to="/settings" search={{ tab: 'terms' }} {...props} />;
  if (area === 'keys') return (props) => <Link to="/settings" search={{ tab: 'keys' }} {...props} />;
  if (id !== null && kind !== 'scenarios.assigned') {
    if (area === 'scenarios') return (props) => <Link to="/scenarios/$id" params={{ id }} {...props} />;
    if (area === 'intake') return (props) => <Link to="/imports/$id" params={{ id }} {...props} />;
    if (area === 'webhooks') return (props) => <Link to="/settings/webhooks/$id" params={{ id }} {...props} />;
    if (area === 'messages') return (props) => <Link to="/messages" search={{ tab: 'all', open: id }} {...props} />;
  }
  if (customer) return (props) => <Link to="/customers/$id" params={{ id: customer.id }} {...props} />;
  return undefined;
}
