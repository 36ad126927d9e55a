import { Avatar, Menu } from '@mantine/core';
import { useColorScheme, useLanguage, useTexts } from '@quitus/ui';
import { useNavigate } from '@tanstack/react-router';
import { IconLogout, IconUserCog } from '@tabler/icons-react';
import { useSession } from '../session.ts';
import { initialsOf } from './initials.ts';
import { usePreferences } from './usePreferences.ts';

const languageNames = { fr: 'Français', en: 'English' } as const;

/** The person's own menu: organisation, language, theme, account, way out. */
export function UserMenu({ folded }: { readonly folded: boolean }) {
  const texts = useTexts().shell.user;
  const session = useSession();
  const language = useLanguage();
  const { scheme } = useColorScheme();
  const preferences = usePreferences();
  const navigate = useNavigate();
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
        <Menu.Label>{session.user.email}</Menu.Label>
        {session.tenants.length > 1 && (
          <Choices
            title={texts.organisations}
            chosen={String(session.tenant.id)}
            choices={session.tenants.map((tenant) => ({ value: String(tenant.id), label: tenant.name }))}
            onChoose={(id) => void preferences.setTenant(Number(id))}
          />
        )}
        <Choices
          title={texts.language}
          chosen={language}
          choices={(['fr', 'en'] as const).map((each) => ({ value: each, label: languageNames[each] }))}
          onChoose={(chosen) => preferences.setLanguage(chosen === 'en' ? 'en' : 'fr')}
        />
        <Choices
          title={texts.theme}
          chosen={scheme}
          choices={(['auto', 'light', 'dark'] as const).map((each) => ({ value: each, label: texts.themes[each] }))}
          onChoose={(chosen) => preferences.setScheme(chosen === 'dark' ? 'dark' : chosen === 'light' ? 'light' : 'auto')}
        />
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserCog size={16} />} onClick={() => void navigate({ to: '/account' })}>
          {texts.account}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={preferences.signOut}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoicesProps {
  readonly title: string;
  readonly chosen: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}

function Choices({ title, chosen, choices, onChoose }: ChoicesProps) {
  return (
    <Menu.RadioGroup value={chosen} onChange={onChoose}>
      <Menu.Label>{title}</Menu.Label>
      {choices.map((choice) => (
        <Menu.RadioItem key={choice.value} value={choice.value} closeMenuOnClick>
          {choice.label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
