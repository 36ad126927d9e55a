import { useMediaQuery } from '@mantine/hooks';
import { CommandPalette, ShortcutSheet, TodayProvider, useColorScheme, useSetLanguage, useShortcut, useTexts } from '@quitus/ui';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSession } from '../session.ts';
import { Banner } from './Banner.tsx';
import { Navigation } from './Navigation.tsx';
import { PhoneBottom, PhoneTop } from './PhoneBars.tsx';
import { usePlaces } from './places.ts';
import type { Place } from './places.ts';
import { ScopeLine } from './ScopeLine.tsx';
import { usePaletteEntries } from './usePaletteEntries.tsx';
import './shell.css';

const foldedKey = 'quitus.navigation.folded';

/** What surrounds every screen of someone signed in. */
export function Shell() {
  const texts = useTexts().shell;
  const session = useSession();
  const phone = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false });
  const [folded, setFolded] = useState(() => localStorage.getItem(foldedKey) === 'yes');
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const { commands, search } = usePaletteEntries(() => setSheet(true));
  const setLanguage = useSetLanguage();
  const { setScheme } = useColorScheme();
  const { language, colorScheme } = session.user;
  const places = usePlaces();
  useEffect(() => setLanguage(language), [language, setLanguage]);
  useEffect(() => setScheme(colorScheme), [colorScheme, setScheme]);
  useShortcut({ keys: 'mod+k', label: texts.openPalette, group: texts.groups.commands }, () => setPalette(true));
  useShortcut({ keys: '/', label: texts.search, group: texts.groups.commands }, () => setPalette(true));
  useShortcut({ keys: '?', label: texts.shortcuts, group: texts.groups.help }, () => setSheet(true));
  const fold = () => {
    localStorage.setItem(foldedKey, folded ? 'no' : 'yes');
    setFolded(!folded);
  };
  return (
    <TodayProvider value={session.entities[0]?.today}>
      <a className="s-skip" href="#content">
        {texts.skip}
      </a>
      {places.map((place) => (
        <GoTo key={place.id} place={place} />
      ))}
      <div className="s-frame" data-folded={folded || undefined}>
        {phone ? (
          <section aria-label={session.tenant.name}>
            <PhoneTop onSearch={() => setPalette(true)} />
          </section>
        ) : (
          <nav className="s-side" aria-label={texts.navigation}>
            <Navigation folded={folded} onFold={fold} onSearch={() => setPalette(true)} />
          </nav>
        )}
        <main id="content" tabIndex={-1} className="s-main">
          <Banner />
          {phone && <ScopeLine />}
          <div className="s-screen">
            <Outlet />
          </div>
        </main>
        {phone && <PhoneBottom />}
      </div>
      <CommandPalette opened={palette} onClose={() => setPalette(false)} commands={commands} search={search} />
      <ShortcutSheet opened={sheet} onClose={() => setSheet(false)} />
    </TodayProvider>
  );
}

// One component a place: a shortcut is a hook, and hooks are not called in a loop.
function GoTo({ place }: { readonly place: Place }) {
  const texts = useTexts().shell;
  const navigate = useNavigate();
  useShortcut(
    { keys: `g ${place.key}`, label: texts.places[place.id], group: texts.groups.go },
    () => void navigate({ to: place.to }),
  );
  return null;
}
