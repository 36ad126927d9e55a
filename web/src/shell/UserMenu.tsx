import { Avatar, Menu } from '@mantine/core';
import { useColorScheme, useLanguage, useTexts } from '@quitus/ui';
import { IconCheck, IconLogout } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSession } from '../session.ts';
import { usePreferences } from './usePreferences.ts';

const languageNames = { fr: 'Français', en: 'English' } as const;

/** First letters of the first and last word of a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}

/** The person's own menu: language, theme, organisation, way out. */
export function UserMenu({ folded }: { readonly folded: boolean }) {
  const texts = useTexts().shell.user;
  const session = useSession();
  const language = useLanguage();
  const { scheme } = useColorScheme();
  const preferences = usePreferences();
  return (
    <Menu width={240} position="top-start">
      <Menu.Target>
        <button type="button" className="s-person" aria-label={`${texts.menu}: ${session.user.name}`}>
          <Avatar size={28} radius="xl" color="accent" variant="light" aria-hidden>
            {initialsOf(session.user.name)}
          </Avatar>
          {!folded && <span className="q-clip">{session.user.name}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="s-person-card">
          <strong>{session.user.name}</strong>
          <span className="q-muted">{session.user.email}</span>
        </div>
        {session.tenants.length > 1 && <Menu.Label>{texts.organisations}</Menu.Label>}
        {session.tenants.length > 1 &&
          session.tenants.map((tenant) => (
            <Choice
              key={tenant.id}
              chosen={tenant.id === session.tenant.id}
              onChoose={() => void preferences.setTenant(tenant.id)}
            >
              {tenant.name}
            </Choice>
          ))}
        <Menu.Label>{texts.language}</Menu.Label>
        {(['fr', 'en'] as const).map((each) => (
          <Choice key={each} chosen={each === language} onChoose={() => preferences.setLanguage(each)}>
            {languageNames[each]}
          </Choice>
        ))}
        <Menu.Label>{texts.theme}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((each) => (
          <Choice key={each} chosen={each === scheme} onChoose={() => preferences.setScheme(each)}>
            {texts.themes[each]}
          </Choice>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={preferences.signOut}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({
  chosen,
  onChoose,
  children,
}: {
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      rightSection={chosen ? <IconCheck size={15} aria-hidden /> : undefined}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  );
}
