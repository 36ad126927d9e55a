import { Button, Menu } from '@mantine/core';
import { hint, useLanguage, useTexts } from '@quitus/ui';
import { IconBolt, IconCheck, IconHandClick, IconPlus, IconUser } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { channelOf } from '../agenda/action.ts';
import { channelIcons } from './ChannelMark.tsx';
import { automationsOf, stepName, throughChannel } from './scenario.ts';
import type { Automation, Channel, DraftStep } from './scenario.ts';
import { channelsOf, sectionOf } from './sections.ts';
import type { SectionId } from './sections.ts';

/** The icon of each way a step leaves. */
export const automationIcons: Record<Automation, Icon> = { automatic: IconBolt, 'to-confirm': IconHandClick, manual: IconUser };

interface StepMenuProps {
  readonly step: DraftStep;
  readonly readOnly: boolean;
  readonly onChange: (step: DraftStep) => void;
}

const iconOf = (Mark: Icon) => <Mark size={16} aria-hidden />;

/** The channel of a step as an icon that opens the others. */
export function ChannelMenu({ step, readOnly, onChange }: StepMenuProps) {
  const texts = useTexts();
  const language = useLanguage();
  const words = texts.common.channels;
  const present = words[channelOf(step.channel)];
  const label = texts.scenarios.step.line.channel(stepName(language, step), present);
  const Mark = channelIcons[step.channel];
  if (readOnly)
    return (
      <span className="n-menu" data-shape="icon" role="img" aria-label={present} {...hint(present)}>
        <Mark size={17} className="q-icon" aria-hidden />
      </span>
    );
  const section = sectionOf(step.reference, step.offsetDays);
  // What the step already is stays on offer, wherever it stands.
  const offered = new Set([...channelsOf[section], step.channel]);
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button type="button" className="q-plain n-menu" data-shape="icon" aria-label={label} {...hint(present)}>
          <Mark size={17} className="q-icon" aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {[...offered].map((channel) => (
          <Menu.Item
            key={channel}
            leftSection={iconOf(channelIcons[channel])}
            rightSection={channel === step.channel ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => onChange(throughChannel(step, channel))}
          >
            {words[channelOf(channel)]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How a step leaves, as an icon and a word that open the other ways. */
export function AutomationMenu({ step, readOnly, onChange }: StepMenuProps) {
  const texts = useTexts();
  const language = useLanguage();
  const words = texts.scenarios.screen.automations;
  const help = texts.scenarios.step.panel.automations;
  const present = words[step.automation];
  const allowed = automationsOf(step);
  const Mark = automationIcons[step.automation];
  const inside = (
    <>
      <Mark size={15} className="q-icon" aria-hidden />
      <span className="n-menu-word">{present}</span>
    </>
  );
  if (readOnly || allowed.length < 2)
    return (
      <span className="n-menu" data-mode={step.automation} {...hint(help[step.automation])}>
        {inside}
      </span>
    );
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <button
          type="button"
          className="q-plain n-menu"
          data-mode={step.automation}
          aria-label={texts.scenarios.step.line.automation(stepName(language, step), present)}
        >
          {inside}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {allowed.map((automation) => (
          <Menu.Item
            key={automation}
            leftSection={iconOf(automationIcons[automation])}
            rightSection={automation === step.automation ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => onChange({ ...step, automation })}
          >
            {words[automation]}
            <span className="n-menu-help">{help[automation]}</span>
          </Menu.Item>
        ))}
        {step.grave && <Menu.Label>{texts.scenarios.step.means.grave}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}

interface AddStepProps {
  readonly section: SectionId;
  readonly label: string;
  readonly onAdd: (channel: Channel) => void;
}

/** Adds a step of a channel to a section. */
export function AddStep({ section, label, onAdd }: AddStepProps) {
  const texts = useTexts();
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          aria-label={texts.scenarios.step.addTo(texts.scenarios.step.sections[section])}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {channelsOf[section].map((channel) => (
          <Menu.Item key={channel} leftSection={iconOf(channelIcons[channel])} onClick={() => onAdd(channel)}>
            {texts.common.channels[channelOf(channel)]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
