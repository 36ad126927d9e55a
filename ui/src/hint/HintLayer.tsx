import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { hintPlace } from './place.ts';

interface Shown {
  readonly words: string;
  readonly anchor: DOMRect;
  /** The part of the page it belongs to, so that it is announced there and not outside every landmark. */
  readonly home: Element;
}

// Long enough that a pointer passing by opens nothing.
const restMilliseconds = 250;

/** The one bubble that shows every `hint`. Esc closes it, the pointer may enter it, scrolling takes it away. */
export function HintLayer() {
  const [shown, setShown] = useState<Shown | undefined>();
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let wait: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(wait);
      setShown(undefined);
    };
    const rest = (event: Event) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (target?.closest('.q-hint')) return;
      const thing = target?.closest('[data-hint]');
      const words = thing?.getAttribute('data-hint');
      hide();
      if (thing && words)
        wait = setTimeout(
          () =>
            thing.isConnected &&
            setShown({
              words,
              anchor: thing.getBoundingClientRect(),
              home: thing.closest('main, nav, [role="dialog"]') ?? document.body,
            }),
          restMilliseconds,
        );
    };
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    document.addEventListener('pointerover', rest);
    document.addEventListener('focusin', rest);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('keydown', escape);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      hide();
      document.removeEventListener('pointerover', rest);
      document.removeEventListener('focusin', rest);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('keydown', escape);
      document.removeEventListener('scroll', hide, { capture: true });
    };
  }, []);
  useLayoutEffect(() => {
    const element = bubble.current;
    if (!element || !shown) return;
    const { left, top } = hintPlace(shown.anchor, element.getBoundingClientRect(), { width: innerWidth, height: innerHeight });
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  }, [shown]);
  if (!shown) return null;
  return createPortal(
    <div ref={bubble} role="tooltip" className="q-hint">
      {shown.words}
    </div>,
    shown.home,
  );
}
