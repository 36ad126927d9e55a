import type { ReactNode } from 'react';

/** Views and filters above content that is not a grid; what acts stands on the right. */
export function Toolbar({ children, end }: { readonly children?: ReactNode; readonly end?: ReactNode }) {
  return (
    <div className="q-toolbar">
      <div className="q-grid-filters">{children}</div>
      {end && <div className="q-toolbar-end">{end}</div>}
    </div>
  );
}

interface SectionProps {
  /** Absent when what is inside names itself, as a chart does. */
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Without a frame: the title and its content on the page's ground. */
  readonly plain?: boolean;
}

/** A titled part of a page, framed when it stands apart from its neighbours. */
export function Section({ title, actions, children, plain = false }: SectionProps) {
  return (
    <section className="q-section" data-plain={plain || undefined}>
      {title !== undefined && (
        <header className="q-section-head">
          <h2>{title}</h2>
          {actions && <div className="q-section-actions">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

/** Parts side by side where there is room, one under the other on a phone. `wide-first` gives the first two thirds. */
export function Columns({
  children,
  shape = 'even',
}: {
  readonly children: ReactNode;
  readonly shape?: 'even' | 'wide-first' | 'three';
}) {
  return (
    <div className="q-columns" data-shape={shape}>
      {children}
    </div>
  );
}

/** Parts one under the other with the usual air between them. */
export function Stacked({
  children,
  gap = 'normal',
}: {
  readonly children: ReactNode;
  readonly gap?: 'tight' | 'normal' | 'wide';
}) {
  return (
    <div className="q-stacked" data-gap={gap}>
      {children}
    </div>
  );
}

/** Things on one line, wrapping. */
export function Inline({ children, end = false }: { readonly children: ReactNode; readonly end?: boolean }) {
  return (
    <div className="q-inline" data-end={end || undefined}>
      {children}
    </div>
  );
}

/** What ends a form inside a panel: it stays in sight however long the form is. */
export function FormFoot({ children }: { readonly children: ReactNode }) {
  return <div className="q-form-foot">{children}</div>;
}

/** Names and their values: what is known of a thing. */
export function Facts({ facts }: { readonly facts: readonly { readonly name: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="q-facts">
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
