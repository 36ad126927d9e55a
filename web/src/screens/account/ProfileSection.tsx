import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { Facts, Section, Stacked, useColorScheme, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { scopeWords } from '../../scope-words.ts';
import { sessionQuery, useSession } from '../../session.ts';
import { usePreferences } from '../../shell/usePreferences.ts';
import { useFailed } from './account-queries.ts';

const schemes = ['auto', 'light', 'dark'] as const;

/** The person's own name, language and colours; their role and what they see. */
export function ProfileSection() {
  const texts = useTexts();
  const words = texts.account;
  const { user, role, scope, entities } = useSession();
  const language = useLanguage();
  const { scheme } = useColorScheme();
  const preferences = usePreferences();
  const roles: Readonly<Record<string, string>> = texts.people.roles;
  return (
    <Section title={words.profile}>
      <Stacked>
        <p className="a-lead q-muted">{words.lead}</p>
        <div className="a-facts">
          <Facts
            facts={[
              { name: words.email, value: user.email },
              { name: words.role, value: roles[role] ?? role },
              { name: words.sees, value: scopeWords(scope, entities, texts, true) },
            ]}
          />
        </div>
        <div className="a-form">
          <OwnName />
          <NativeSelect
            label={words.language}
            value={language}
            data={(['fr', 'en'] as const).map((each) => ({ value: each, label: words.languages[each] }))}
            onChange={(event) => preferences.setLanguage(event.currentTarget.value === 'en' ? 'en' : 'fr')}
          />
        </div>
        <div>
          <span className="a-label">{words.theme}</span>
          <div>
            <SegmentedControl
              aria-label={words.theme}
              value={scheme}
              data={schemes.map((each) => ({ value: each, label: texts.shell.user.themes[each] }))}
              onChange={(each) => preferences.setScheme(schemes.find((one) => one === each) ?? 'auto')}
            />
          </div>
        </div>
      </Stacked>
    </Section>
  );
}

function OwnName() {
  const texts = useTexts();
  const words = texts.account;
  const toast = useToast();
  const failed = useFailed();
  const cache = useQueryClient();
  const { user } = useSession();
  const [draft, setDraft] = useState<string | undefined>();
  const put = async (name: string) => {
    cache.setQueryData(sessionQuery.queryKey, await api('PATCH /session', { body: { name } }));
    await cache.invalidateQueries({ queryKey: ['people'] });
  };
  const save = useMutation({
    mutationFn: put,
    onSuccess: () => {
      toast.done(texts.settings.saved(words.name), () => void put(user.name).catch(failed));
      setDraft(undefined);
    },
    onError: failed,
  });
  const finish = () => {
    const name = draft?.trim() ?? '';
    if (name !== '' && name !== user.name) save.mutate(name);
  };
  return (
    <TextInput
      label={words.name}
      description={words.nameHelp}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maxLength={100}
      value={draft ?? user.name}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  );
}
