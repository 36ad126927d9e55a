import { IconInbox } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  /** What to do next. */
  readonly children?: ReactNode;
  readonly icon?: Icon;
  readonly action?: ReactNode;
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, children, icon, action }: EmptyStateProps) {
  const Mark = icon ?? IconInbox;
  return (
    <div className="q-empty">
      <span className="q-empty-mark">
        <Mark size={22} stroke={1.6} aria-hidden />
      </span>
      <p className="q-empty-title">{title}</p>
      {children && <div className="q-empty-text">{children}</div>}
      {action && <div className="q-empty-action">{action}</div>}
    </div>
  );
}
