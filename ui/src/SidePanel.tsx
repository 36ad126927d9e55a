import { CloseButton } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from './language.tsx';

interface SidePanelProps {
  readonly title: ReactNode;
  /** Names the panel for a screen reader. */
  readonly label: string;
  readonly detail?: ReactNode;
  readonly onClose: () => void;
  /** Buttons that stay in sight at the bottom. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Moves the focus into the panel when it opens; leave it in the list when the arrows keep walking it. */
  readonly takeFocus?: boolean;
  readonly width?: 'normal' | 'wide';
}

const openAbove = '[role="menu"], [role="dialog"]:not([popover]), [popover]:popover-open';

const writing = 'textarea, input:not([type="checkbox"], [type="radio"], [type="button"]), [contenteditable="true"]';

function writesIn(panel: HTMLElement): boolean {
  const field = document.activeElement;
  return field !== null && panel.contains(field) && field.matches(writing);
}

/** Details beside a list that stays usable: give it to a page's `aside`. Covers the screen on a phone. Esc closes it, from a field the second one. */
export function SidePanel(props: SidePanelProps) {
  const texts = useTexts().common.actions;
  const panel = useRef<HTMLElement>(null);
  const { takeFocus = false, onClose } = props;
  useEffect(() => {
    if (takeFocus) panel.current?.focus();
  }, [takeFocus]);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Esc belongs first to a menu or a dialogue opened above the panel.
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector(openAbove)) return;
      // The first Esc leaves the field one writes in, so that a slip does not throw the words away.
      if (panel.current && writesIn(panel.current)) panel.current.focus();
      else close();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside ref={panel} tabIndex={-1} className="q-panel" data-width={props.width ?? 'normal'} aria-label={props.label}>
      <header className="q-panel-head">
        <div className="q-panel-name">
          <h2>{props.title}</h2>
          {props.detail && <div className="q-muted">{props.detail}</div>}
        </div>
        <CloseButton aria-label={texts.close} onClick={onClose} />
      </header>
      {/* It scrolls: the keyboard must reach it, whatever is inside. */}
      <div className="q-panel-body" tabIndex={0} role="group" aria-label={props.label}>
        {props.children}
      </div>
      {props.actions && <footer className="q-panel-foot">{props.actions}</footer>}
    </aside>
  );
}
