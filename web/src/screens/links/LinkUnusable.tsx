import { EmptyState } from '@quitus/ui';
import { IconLinkOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A link that opens nothing any more: why, and where to go. */
export function LinkUnusable({
  title,
  text,
  action,
}: {
  readonly title: string;
  readonly text: string;
  readonly action: ReactNode;
}) {
  return (
    <>
      <h1 className="q-hidden">{title}</h1>
      <EmptyState icon={IconLinkOff} title={title} action={action}>
        {text}
      </EmptyState>
    </>
  );
}
