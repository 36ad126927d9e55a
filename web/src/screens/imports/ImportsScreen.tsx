import { Help, Page, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { useScreenSearch } from '../../search.ts';
import { FilesTab } from './FilesTab.tsx';
import { journalsQuery } from './import-queries.ts';
import { JournalsTab } from './journals/JournalsTab.tsx';
import { LetteringTab } from './lettering/LetteringTab.tsx';
import { SavedMappingsTab } from './saved/SavedMappingsTab.tsx';
import './imports.css';

const tabs = ['list', 'journals', 'lettering', 'mappings'] as const;

/** How data comes in: files, what their journals are, and the letterings they left open. */
export function ImportsScreen() {
  const texts = useTexts();
  const words = texts.imports.screen;
  const { search, change } = useScreenSearch();
  const tab = tabs.find((each) => each === search.tab) ?? 'list';
  const journals = useQuery(journalsQuery);
  const proposals = useQuery({
    queryKey: ['lettering', 'count'],
    queryFn: () => api('GET /lettering-proposals', { query: { limit: 1 } }),
  });
  const unconfirmed = journals.data?.journals.filter((journal) => !journal.confirmed).length ?? 0;
  const proposed = proposals.data?.proposals ?? 0;
  return (
    <Page
      title={texts.shell.places.imports}
      shape={tab === 'list' ? 'work' : 'read'}
      help={
        <Help title={texts.shell.places.imports}>
          <p>{words.help}</p>
        </Help>
      }
      tabs={[
        { id: 'list', label: words.tabs.list },
        { id: 'journals', label: words.tabs.journals, ...(unconfirmed > 0 ? { count: unconfirmed } : {}) },
        { id: 'lettering', label: words.tabs.lettering, ...(proposed > 0 ? { count: proposed, due: true } : {}) },
        { id: 'mappings', label: words.tabs.mappings },
      ]}
      tab={tab}
      onTab={(id) => change({ tab: id === 'list' ? undefined : id, customer: undefined, by: undefined }, 'push')}
    >
      {tab === 'list' && <FilesTab />}
      {tab === 'journals' && <JournalsTab />}
      {tab === 'lettering' && <LetteringTab />}
      {tab === 'mappings' && <SavedMappingsTab />}
    </Page>
  );
}
