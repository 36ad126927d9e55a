import { Help, Page, useTexts } from '@quitus/ui';
import { useScreenSearch } from '../../search.ts';
import { BatchesGrid } from './BatchesGrid.tsx';
import { BatchScreen } from './BatchScreen.tsx';
import { LetterPanel } from './LetterPanel.tsx';
import { RegisteredGrid } from './RegisteredGrid.tsx';
import { TestModeNotice } from './TestModeNotice.tsx';

/** Paper: what is printed and waits to be posted, and registered letters until their end is known. */
export function LettersScreen() {
  const texts = useTexts();
  const words = texts.letters.screen;
  const { search, change } = useScreenSearch();
  const registered = search.tab === 'registered';
  if (search.subject && !registered) return <BatchScreen key={search.subject} id={search.subject} />;
  return (
    <Page
      title={texts.shell.places.letters}
      shape="work"
      help={
        <Help title={texts.shell.places.letters}>
          <p>{words.help}</p>
        </Help>
      }
      tabs={[
        { id: 'print', label: words.tabs.print },
        { id: 'registered', label: words.tabs.registered },
      ]}
      tab={registered ? 'registered' : 'print'}
      onTab={(id) =>
        change({ tab: id === 'print' ? undefined : id, open: undefined, show: undefined, subject: undefined }, 'push')
      }
      aside={
        registered &&
        search.open && <LetterPanel key={search.open} id={search.open} onClose={() => change({ open: undefined })} />
      }
    >
      <TestModeNotice />
      {registered ? (
        <RegisteredGrid openedId={search.open} onOpen={(id) => change({ open: id })} />
      ) : (
        <BatchesGrid onOpen={(id) => change({ subject: id, open: undefined, show: undefined }, 'push')} />
      )}
    </Page>
  );
}
