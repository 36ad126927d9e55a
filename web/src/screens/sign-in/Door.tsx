import { useTexts } from '@quitus/ui';
import { IconEye, IconListSearch, IconServer2 } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Mark } from '../../shell/Mark.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import './door.css';

/** The two halves of the door: the form, and what is behind it. */
export function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const texts = useTexts().signIn;
  useEffect(() => {
    document.title = `${title} · Quitus`;
  }, [title]);
  return (
    <div className="d-door">
      <main className="d-form">
        <div className="d-top">
          <span className="d-name">
            <Mark size={32} />
            Quitus
          </span>
          <LanguageSwitch />
        </div>
        <div className="d-middle">{children}</div>
      </main>
      <aside className="d-side">
        <p className="d-promise">{texts.promise}</p>
        <ul>
          <li>
            <IconListSearch size={20} stroke={1.6} className="q-icon" aria-hidden />
            {texts.points.true}
          </li>
          <li>
            <IconEye size={20} stroke={1.6} className="q-icon" aria-hidden />
            {texts.points.explained}
          </li>
          <li>
            <IconServer2 size={20} stroke={1.6} className="q-icon" aria-hidden />
            {texts.points.yours}
          </li>
        </ul>
        <Ageing />
      </aside>
    </div>
  );
}

// Columns of debt that grow older to the right, and the last one settled.
const columns = [
  ['not-due', 120],
  ['not-due', 150],
  ['late-1-30', 104],
  ['late-1-30', 78],
  ['late-31-60', 60],
  ['late-61-90', 40],
  ['late-over-90', 24],
] as const;

function Ageing() {
  return (
    <div className="d-ageing" aria-hidden>
      {columns.map(([bucket, height], index) => (
        // Drawn once, never reordered.
        <span key={index} data-bucket={bucket} style={{ height }} />
      ))}
    </div>
  );
}
