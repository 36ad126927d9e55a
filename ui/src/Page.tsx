import { Tabs } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface PageTab {
  readonly id: string;
  readonly label: string;
  readonly count?: ReactNode;
  /** A count that asks for work is red, a scheduled one grey. */
  readonly due?: boolean;
}

interface PageProps {
  readonly title: string;
  /** Replaces the written title where it needs a flag or a badge; `title` still names the document. */
  readonly heading?: ReactNode;
  /** One line under the title: identity, freshness, explanation. */
  readonly detail?: ReactNode;
  /** Where one comes from. */
  readonly trail?: ReactNode;
  readonly actions?: ReactNode;
  readonly help?: ReactNode;
  readonly tabs?: readonly PageTab[];
  readonly tab?: string;
  readonly onTab?: (id: string) => void;
  /** `work` fills the window for a grid, `read` breathes in a column. */
  readonly shape?: 'work' | 'read';
  /** A `SidePanel` beside the content. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every screen: title, actions, tabs, help, content, and a panel beside it. */
export function Page(props: PageProps) {
  const { title, tabs, shape = 'read' } = props;
  useEffect(() => {
    document.title = `${title} · Quitus`;
  }, [title]);
  return (
    <div className="q-page" data-shape={shape}>
      <div className="q-page-main">
        <header className="q-page-head">
          {props.trail && <div className="q-page-trail">{props.trail}</div>}
          <div className="q-page-top">
            <div className="q-page-name">
              <h1>{props.heading ?? title}</h1>
              {props.help}
            </div>
            {props.actions && <div className="q-page-actions">{props.actions}</div>}
          </div>
          {props.detail && <div className="q-page-detail">{props.detail}</div>}
          {tabs && <PageTabs tabs={tabs} tab={props.tab ?? tabs[0]?.id ?? ''} onTab={props.onTab} label={title} />}
        </header>
        <div className="q-page-body">{props.children}</div>
      </div>
      {props.aside}
    </div>
  );
}

interface PageTabsProps {
  readonly tabs: readonly PageTab[];
  readonly tab: string;
  readonly onTab: ((id: string) => void) | undefined;
  readonly label: string;
}

function PageTabs({ tabs, tab, onTab, label }: PageTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const counted = tabs.filter((each) => each.count !== undefined).length;
  // On a phone the tabs scroll: an address may open one that stands beyond the edge, once the counts have come.
  useEffect(() => {
    const chosen = list.current?.querySelector('[aria-selected="true"]');
    if (!list.current || !chosen) return;
    const [edges, place] = [list.current.getBoundingClientRect(), chosen.getBoundingClientRect()];
    if (place.right > edges.right || place.left < edges.left) list.current.scrollLeft += place.left - edges.left - 16;
  }, [tab, counted]);
  return (
    <Tabs value={tab} onChange={(id) => id !== null && onTab?.(id)} className="q-page-tabs">
      <Tabs.List ref={list} aria-label={label}>
        {tabs.map((each) => (
          <Tabs.Tab key={each.id} value={each.id} aria-controls={undefined}>
            {each.label}
            {each.count !== undefined && (
              <span className="q-count" data-due={each.due || undefined}>
                {each.count}
              </span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
