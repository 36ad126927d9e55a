import { EmptyState, Help, Page, Skeleton, useTexts } from '@quitus/ui';
import { Navigate } from '@tanstack/react-router';
import { IconLock } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useRightReason } from '../../rights.ts';
import { useScreenSearch } from '../../search.ts';
import { useSession } from '../../session.ts';
import { settingsPlaces } from './settings-places.ts';
import { SettingsNavigation } from './SettingsNavigation.tsx';
import './settings.css';

/** What an organisation decides once: who it is, how it sends, how it counts, who works here, which programs call it. */
export function SettingsScreen() {
  const texts = useTexts();
  const words = texts.settings;
  const { search, change } = useScreenSearch();
  const { permissions } = useSession();
  const place = settingsPlaces.find((each) => each.id === search.tab) ?? settingsPlaces[0];
  const closed = useRightReason(place?.needs);
  const readOnly = useRightReason('administer');
  // The address it had before it got a page of its own.
  if (search.tab === 'account') return <Navigate to="/account" replace />;
  if (!place) return null;
  const Content = place.content;
  return (
    <Page
      title={texts.shell.places.settings}
      help={
        <Help title={texts.shell.places.settings}>
          <p>{words.help}</p>
        </Help>
      }
    >
      <div className="p-settings">
        <SettingsNavigation
          places={settingsPlaces.filter((each) => each.needs === undefined || permissions.includes(each.needs))}
          current={place.id}
          onGo={(tab) => change({ tab, open: undefined, entity: undefined, show: undefined }, 'push')}
        />
        <div className="p-content">
          {readOnly !== undefined && place.readOnly && <p className="p-lead q-muted">{words.readOnly}</p>}
          {closed === undefined ? (
            <Suspense key={place.id} fallback={<Skeleton shape="lines" count={8} />}>
              <Content />
            </Suspense>
          ) : (
            <EmptyState icon={IconLock} title={words.tabs[place.id]}>
              {closed}
            </EmptyState>
          )}
        </div>
      </div>
    </Page>
  );
}
