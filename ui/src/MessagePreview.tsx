import { useEffect, useRef, useState } from 'react';
import { useTexts } from './language.tsx';
import { styleNonce } from './style-nonce.ts';

interface MessagePreviewProps {
  readonly from: string;
  readonly to: string;
  readonly copy?: string;
  readonly subject: string;
  /** The HTML of the message: shown without scripts, links or remote pictures. */
  readonly html?: string;
  /** Shown when there is no HTML, as typed. */
  readonly text?: string;
}

const tallest = 1600;

/** A message as its recipient sees it, in a frame that can run nothing and reach nothing. */
export function MessagePreview({ from, to, copy, subject, html, text }: MessagePreviewProps) {
  const texts = useTexts().common.message;
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(320);
  const lines = [[texts.from, from], [texts.to, to], ...(copy ? [[texts.copy, copy]] : []), [texts.subject, subject]] as const;
  const watch = useRef<ResizeObserver>(null);
  useEffect(() => () => watch.current?.disconnect(), []);
  // Same origin without scripts: the page may measure the message, the message can do nothing. Measured again when it is laid out anew.
  const fit = () => {
    const root = frame.current?.contentDocument?.documentElement;
    watch.current?.disconnect();
    if (!root) return;
    watch.current = new ResizeObserver(() => setHeight(Math.min(tallest, Math.ceil(root.getBoundingClientRect().height) + 2)));
    watch.current.observe(root);
  };
  return (
    <article className="q-message">
      <dl className="q-message-head">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {html === undefined ? (
        <pre className="q-message-text">{text}</pre>
      ) : (
        <iframe
          ref={frame}
          title={texts.preview}
          sandbox="allow-same-origin"
          referrerPolicy="no-referrer"
          srcDoc={html.replaceAll('<style>', `<style nonce="${styleNonce()}">`)}
          style={{ height }}
          onLoad={fit}
        />
      )}
    </article>
  );
}
