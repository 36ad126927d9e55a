import { Button } from '@mantine/core';
import { Section, ShortTable, StatusBadge, useTexts } from '@quitus/ui';
import { useSession } from '../../session.ts';
import { usePreferences } from '../../shell/usePreferences.ts';
import { OwnCompany } from '../overview/OwnCompany.tsx';

/** The organisations one belongs to, and a new one of one's own. */
export function OrganisationsTab() {
  const texts = useTexts();
  const words = texts.settings.organisations;
  const { tenant, tenants } = useSession();
  const preferences = usePreferences();
  return (
    <>
      <Section title={texts.settings.tabs.organisations}>
        <p className="p-lead q-muted">{words.lead}</p>
        <ShortTable
          label={texts.settings.tabs.organisations}
          rows={tenants}
          rowKey={(row) => String(row.id)}
          columns={[
            { id: 'name', title: texts.people.name, cell: (row) => row.name },
            {
              id: 'go',
              title: words.current,
              align: 'end',
              cell: (row) =>
                row.id === tenant.id ? (
                  <StatusBadge tone="accent" quiet>
                    {words.current}
                  </StatusBadge>
                ) : (
                  <Button size="compact-sm" variant="default" onClick={() => void preferences.setTenant(row.id)}>
                    {words.go(row.name)}
                  </Button>
                ),
            },
          ]}
        />
      </Section>
      <Section title={words.own} actions={<OwnCompany />}>
        <p className="p-lead q-muted">{words.ownHelp}</p>
      </Section>
    </>
  );
}
