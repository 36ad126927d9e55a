import { Alert } from '@mantine/core';
import type { ImportView } from '@quitus/contract';
import { formatInstant } from '@quitus/texts';
import { useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconAlertTriangle, IconCheck, IconCopyCheck, IconHandStop, IconInfoCircle } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';

type Colour = 'accent' | 'late' | 'gray' | 'yellow';
interface Saying {
  readonly colour: Colour;
  readonly icon: Icon;
  readonly title?: string | undefined;
  readonly text: string;
}

/** One sentence on where the import stands, and what keeps it from being undone. */
export function Outcome({ view }: { readonly view: ImportView }) {
  const words = useTexts().imports.result;
  const language = useLanguage();
  const said = useSaying(view);
  return (
    <>
      {said && (
        <Alert
          color={said.colour}
          variant="light"
          role="status"
          icon={<said.icon size={18} aria-hidden />}
          {...(said.title === undefined ? {} : { title: said.title })}
        >
          {said.text}
        </Alert>
      )}
      {view.sameAs && (
        <Alert color="gray" variant="light" title={words.sameFile} icon={<IconCopyCheck size={18} aria-hidden />}>
          {words.sameFilePlain(formatInstant(language, view.sameAs.createdAt))} {words.sameFileHelp}{' '}
          <Link to="/imports/$id" params={{ id: view.sameAs.id }}>
            {words.sameFileOpen}
          </Link>
        </Alert>
      )}
      {view.state === 'applied' && view.undoRefusal !== null && <p className="i-note q-muted">{view.undoRefusal}</p>}
    </>
  );
}

function useSaying(view: ImportView): Saying | undefined {
  const { result: words, held } = useTexts().imports;
  const language = useLanguage();
  switch (view.state) {
    case 'applied':
      return { colour: 'accent', icon: IconCheck, text: words.applied };
    case 'undone': {
      const when = view.undoneAt ? formatInstant(language, view.undoneAt) : '';
      return { colour: 'gray', icon: IconInfoCircle, text: words.undone(view.undoneBy ?? '', when) };
    }
    case 'previewed':
      return { colour: 'gray', icon: IconInfoCircle, text: words.previewed };
    case 'discarded':
      return { colour: 'gray', icon: IconInfoCircle, text: words.discarded };
    case 'held':
      return { colour: 'late', icon: IconHandStop, title: held.title, text: view.held?.sentence ?? '' };
    case 'refused':
      return { colour: 'late', icon: IconAlertTriangle, text: words.refused };
    case 'failed':
      return { colour: 'late', icon: IconAlertTriangle, title: words.failedTitle, text: view.failure ?? '' };
    default:
      return undefined;
  }
}
