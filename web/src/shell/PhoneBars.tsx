import { ActionIcon, Menu } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { useSession } from '../session.ts';
import { Bell } from './Bell.tsx';
import { Mark } from './Mark.tsx';
import { atHand, usePlaces } from './places.ts';
import { UserMenu } from './UserMenu.tsx';

/** The top of a phone: whose data, search, bell, person. */
export function PhoneTop({ onSearch }: { readonly onSearch: () => void }) {
  const texts = useTexts().shell;
  const { tenant } = useSession();
  return (
    <div className="s-phone-top">
      <Mark size={26} />
      <strong className="q-clip">{tenant.name}</strong>
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={texts.openPalette} onClick={onSearch}>
        <IconSearch size={19} stroke={1.7} />
      </ActionIcon>
      <Bell />
      <UserMenu folded />
    </div>
  );
}

/** The bottom of a phone: the places one goes to while calling, the others under "More". */
export function PhoneBottom() {
  const texts = useTexts().shell;
  const navigate = useNavigate();
  const places = usePlaces();
  const near = places.filter((place) => atHand.includes(place.id));
  const far = places.filter((place) => !atHand.includes(place.id));
  return (
    <nav aria-label={texts.navigation} className="s-phone-bottom">
      {near.map((place) => (
        <Link key={place.id} to={place.to} className="s-thumb" activeOptions={{ exact: place.to === '/' }}>
          <place.icon size={20} stroke={1.7} aria-hidden />
          <span className="q-clip">{place.id === 'overview' ? texts.overviewShort : texts.places[place.id]}</span>
        </Link>
      ))}
      <Menu position="top-end" width={220}>
        <Menu.Target>
          <button type="button" className="s-thumb">
            <IconDots size={20} stroke={1.7} aria-hidden />
            <span>{texts.more}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {far.map((place) => (
            <Menu.Item
              key={place.id}
              leftSection={<place.icon size={17} stroke={1.7} />}
              onClick={() => void navigate({ to: place.to })}
            >
              {texts.places[place.id]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
