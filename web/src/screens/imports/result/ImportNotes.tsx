import type { ImportView } from '@quitus/contract';
import { OpenList, Section, useTexts } from '@quitus/ui';
import { useNavigate } from '@tanstack/react-router';
import { IconBulb } from '@tabler/icons-react';

/** What a person should know of the file, each sentence leading to where it is settled. */
export function ImportNotes({ view }: { readonly view: ImportView }) {
  const words = useTexts().imports.result;
  const navigate = useNavigate();
  // Said in a box of its own.
  const notes = view.notes.filter((note) => note.code !== 'same-file');
  const openerOf = ({ code, quality }: ImportView['notes'][number]): (() => void) | undefined => {
    if (code === 'journals-to-confirm') return () => void navigate({ to: '/imports', search: { tab: 'journals' } });
    if (code === 'proposals' || code === 'unlettered-customers')
      return () => void navigate({ to: '/imports', search: { tab: 'lettering' } });
    return quality === null ? undefined : () => void navigate({ to: '/quality', search: { open: quality } });
  };
  if (notes.length === 0 && view.state !== 'applied') return null;
  return (
    <Section title={words.notes}>
      {notes.length === 0 ? (
        <p className="i-note q-muted">{words.noNotes}</p>
      ) : (
        <OpenList
          label={words.notes}
          entries={notes.map((note) => {
            const open = openerOf(note);
            return {
              id: note.code,
              icon: IconBulb,
              tone: open ? ('waiting' as const) : ('neutral' as const),
              title: note.sentence,
              ...(open ? { figure: <span className="i-settle">{words.settleIt}</span>, onOpen: open } : {}),
            };
          })}
        />
      )}
    </Section>
  );
}
