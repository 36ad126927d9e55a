import { ActionIcon, Tooltip } from '@mantine/core';
import { Keys, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { Bell } from './Bell.tsx';
import { Freshness } from './Freshness.tsx';
import { Mark } from './Mark.tsx';
import { usePlaces } from './places.ts';
import type { Place } from './places.ts';
import { ScopeLine } from './ScopeLine.tsx';
import { UserMenu } from './UserMenu.tsx';
import { useSession } from '../session.ts';

interface NavigationProps {
  readonly folded: boolean;
  readonly onFold: () => void;
  readonly onSearch: () => void;
}

/** The left side: whose data this is, search, the places, and the person's own menu. */
export function Navigation({ folded, onFold, onSearch }: NavigationProps) {
  const texts = useTexts().shell;
  const { tenant, entities } = useSession();
  const places = usePlaces();
  const names = entities.map((entity) => entity.name).join(', ');
  const fold = folded ? texts.expand : texts.collapse;
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <div className="s-nav" data-folded={folded || undefined}>
      <div className="s-nav-top">
        <Mark size={28} />
        {!folded && (
          <div className="s-nav-name">
            <strong className="q-clip">{tenant.name}</strong>
            {names !== '' && names !== tenant.name && <span className="q-clip">{names}</span>}
          </div>
        )}
      </div>
      <SearchButton folded={folded} onSearch={onSearch} />
      <div className="s-nav-places">
        {places.map((place) => (
          <PlaceLink key={place.id} place={place} folded={folded} />
        ))}
      </div>
      <div className="s-nav-bottom">
        <ScopeLine folded={folded} />
        <Freshness folded={folded} />
        <div className="s-nav-person">
          <UserMenu folded={folded} />
          <Bell />
          <Tooltip label={fold} position="right">
            <ActionIcon variant="subtle" color="gray" size={32} aria-label={fold} onClick={onFold}>
              <FoldIcon size={18} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
    </div>
  );
}

function SearchButton({ folded, onSearch }: { readonly folded: boolean; readonly onSearch: () => void }) {
  const texts = useTexts().shell;
  return (
    <Tooltip label={texts.openPalette} position="right" disabled={!folded}>
      <button type="button" className="s-search" aria-label={texts.openPalette} onClick={onSearch}>
        <IconSearch size={16} className="q-icon" aria-hidden />
        {!folded && (
          <>
            <span>{texts.search}</span>
            <Keys keys="mod+k" />
          </>
        )}
      </button>
    </Tooltip>
  );
}

function PlaceLink({ place, folded }: { readonly place: Place; readonly folded: boolean }) {
  const name = useTexts().shell.places[place.id];
  const Icon = place.icon;
  return (
    <Tooltip label={name} position="right" disabled={!folded}>
      <Link
        to={place.to}
        className="s-place"
        data-apart={place.apart}
        aria-label={folded ? name : undefined}
        activeOptions={{ exact: place.to === '/' }}
      >
        <Icon size={18} stroke={1.7} className="q-icon" aria-hidden />
        {!folded && <span className="q-clip">{name}</span>}
      </Link>
    </Tooltip>
  );
}
