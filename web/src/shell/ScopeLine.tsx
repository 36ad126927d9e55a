import { Tooltip } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { IconFilter } from '@tabler/icons-react';
import { scopeWords } from '../scope-words.ts';
import { useSession } from '../session.ts';

/** Which customers the person sees when that is not all of them, and why figures then differ from a colleague's. */
export function ScopeLine({ folded = false }: { readonly folded?: boolean }) {
  const texts = useTexts();
  const words = texts.people.narrow;
  const { scope, entities } = useSession();
  if (!scope.narrow) return null;
  const sees = words.sees(scopeWords(scope, entities, texts, true));
  return (
    <Tooltip
      label={folded ? `${sees}. ${words.why}` : words.why}
      position="right"
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* Reached by the keyboard for its explanation. */}
      <button type="button" className="q-plain s-scope" aria-label={folded ? sees : undefined}>
        <IconFilter size={16} stroke={1.7} className="q-icon" aria-hidden />
        {!folded && <span>{sees}</span>}
      </button>
    </Tooltip>
  );
}
