import { SegmentedControl } from '@mantine/core';
import {
  Amount,
  Facts,
  Help,
  LateDays,
  Page,
  SidePanel,
  SituationBadge,
  TodayProvider,
  useColorScheme,
  useLanguage,
  useTexts,
} from '@quitus/ui';
import { useState } from 'react';
import { useScreenSearch } from '../search.ts';
import { LanguageSwitch } from '../screens/sign-in/LanguageSwitch.tsx';
import { Details } from './Details.tsx';
import { Figures } from './Figures.tsx';
import { List } from './List.tsx';
import { galleryToday, sample } from './sample.ts';
import type { SampleCustomer } from './sample-customers.ts';
import { States } from './States.tsx';
import { Work } from './Work.tsx';
import './gallery.css';

/** Every component in its states, to be looked at: French and English, light and dark. */
export function GalleryScreen() {
  const language = useLanguage();
  const words = sample[language];
  const { search, change } = useScreenSearch();
  const [opened, setOpened] = useState<SampleCustomer | undefined>();
  const tab = search.tab ?? 'overview';
  return (
    <TodayProvider value={galleryToday}>
      <main className="g-page">
        <Page
          title={words.title}
          detail={words.detail}
          help={<Help title={words.title}>{<p>{words.help}</p>}</Help>}
          actions={<Display />}
          shape={tab === 'list' ? 'work' : 'read'}
          tab={tab}
          onTab={(id) => change({ tab: id })}
          tabs={[
            { id: 'overview', label: words.groups.overview },
            { id: 'list', label: words.groups.list, count: 14, due: true },
            { id: 'detail', label: words.groups.detail, count: 132 },
            { id: 'work', label: words.groups.work },
            { id: 'states', label: words.groups.states },
          ]}
          aside={opened && tab === 'list' && <Opened row={opened} onClose={() => setOpened(undefined)} />}
        >
          {tab === 'overview' && <Figures />}
          {tab === 'list' && <List onOpen={setOpened} openedKey={opened?.id} />}
          {tab === 'detail' && <Details />}
          {tab === 'work' && <Work />}
          {tab === 'states' && <States />}
        </Page>
      </main>
    </TodayProvider>
  );
}

function Opened({ row, onClose }: { readonly row: SampleCustomer; readonly onClose: () => void }) {
  const words = sample[useLanguage()];
  return (
    <SidePanel title={row.name} label={row.name} detail={row.code} onClose={onClose}>
      <SituationBadge situation={row.situation} />
      <Facts
        facts={[
          { name: words.grid.overdue, value: <Amount value={row.overdue} currency="EUR" /> },
          { name: words.grid.total, value: <Amount value={row.total} currency="EUR" /> },
          { name: words.grid.oldest, value: <LateDays dueOn={row.dueOn} form="long" /> },
          { name: words.grid.collector, value: row.collector },
        ]}
      />
    </SidePanel>
  );
}

function Display() {
  const { scheme, setScheme } = useColorScheme();
  const { user } = useTexts().shell;
  return (
    <>
      <LanguageSwitch />
      <SegmentedControl
        size="xs"
        aria-label={user.theme}
        value={scheme}
        onChange={(chosen) => setScheme(chosen === 'dark' ? 'dark' : chosen === 'light' ? 'light' : 'auto')}
        data={(['auto', 'light', 'dark'] as const).map((each) => ({ value: each, label: user.themes[each] }))}
      />
    </>
  );
}
