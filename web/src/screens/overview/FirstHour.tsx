import { OpenList, Section, StatusBadge, useTexts } from '@quitus/ui';
import { useNavigate } from '@tanstack/react-router';
import { IconCheck, IconDatabaseImport, IconEye, IconMailCheck, IconRoute } from '@tabler/icons-react';

const steps = [
  { id: 'import', to: '/imports', icon: IconDatabaseImport },
  { id: 'see', to: '/customers', icon: IconEye },
  { id: 'scenario', to: '/scenarios', icon: IconRoute },
  { id: 'test', to: '/messages', icon: IconMailCheck },
] as const;

/** The guided first hour of an organisation: import, see, read the scenario, watch it in test mode. */
export function FirstHour({ imported }: { readonly imported: boolean }) {
  const words = useTexts().overview.firstHour;
  const navigate = useNavigate();
  return (
    <Section title={words.title}>
      <p className="q-muted o-lead">{words.lead}</p>
      <OpenList
        label={words.title}
        entries={steps.map((step, place) => ({
          id: step.id,
          icon: step.id === 'import' && imported ? IconCheck : step.icon,
          tone: step.id === 'import' && imported ? ('settled' as const) : ('accent' as const),
          title: `${place + 1}. ${words.steps[step.id]}`,
          detail: words.steps[`${step.id}Help`],
          figure:
            step.id === 'import' && imported ? (
              <StatusBadge tone="settled">{words.done}</StatusBadge>
            ) : (
              <span className="o-step">{words.actions[step.id]}</span>
            ),
          onOpen: () => void navigate({ to: step.to }),
        }))}
      />
    </Section>
  );
}
