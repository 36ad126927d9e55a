import { NativeSelect } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import type { SettingsGroup, SettingsPlace, SettingsTab } from './settings-places.ts';

interface SettingsNavigationProps {
  readonly places: readonly SettingsPlace[];
  readonly current: SettingsTab;
  readonly onGo: (tab: SettingsTab) => void;
}

const groups: readonly SettingsGroup[] = ['organisation', 'followUp', 'access', 'programs'];

/** The places of the settings by kind: a list beside them, one choice on a phone. */
export function SettingsNavigation({ places, current, onGo }: SettingsNavigationProps) {
  const texts = useTexts();
  const words = texts.settings;
  const shown = groups
    .map((group) => ({ group, inside: places.filter((place) => place.group === group) }))
    .filter(({ inside }) => inside.length > 0);
  return (
    <nav className="p-places" aria-label={texts.shell.places.settings}>
      <NativeSelect
        className="p-places-choice"
        aria-label={texts.shell.places.settings}
        value={current}
        data={shown.map(({ group, inside }) => ({
          group: words.tabGroups[group],
          items: inside.map((place) => ({ value: place.id, label: words.tabs[place.id] })),
        }))}
        onChange={(event) => {
          const chosen = places.find((place) => place.id === event.currentTarget.value);
          if (chosen) onGo(chosen.id);
        }}
      />
      {shown.map(({ group, inside }) => (
        <div key={group} className="p-places-group">
          <span className="p-places-title">{words.tabGroups[group]}</span>
          {inside.map(({ id }) => (
            <Link
              key={id}
              to="/settings"
              search={id === 'entity' ? {} : { tab: id }}
              activeOptions={{ exact: true, includeSearch: true }}
              className="p-place"
              aria-current={id === current ? 'page' : undefined}
              data-current={id === current || undefined}
            >
              {words.tabs[id]}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}
