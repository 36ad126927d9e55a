import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconDeviceFloppy, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../language.tsx';

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly shared?: boolean;
}

interface SavedViewsProps {
  readonly views: readonly SavedView[];
  /** The view shown; nothing for everything. */
  readonly current?: string;
  /** The filters differ from those of the view. */
  readonly changed?: boolean;
  readonly onChoose: (id: string | undefined) => void;
  readonly onSaveNew: (name: string) => void;
  readonly onUpdate?: (id: string) => void;
  readonly onRemove?: (id: string) => void;
}

// No view has this id: the menu needs a word for "no view".
const everything = '';

/** Named sets of filters, sort and columns: choose one, save the present one, keep it up to date. */
export function SavedViews(props: SavedViewsProps) {
  const { views, current, changed = false } = props;
  const texts = useTexts().common.views;
  const [naming, setNaming] = useState(false);
  const view = views.find((each) => each.id === current);
  return (
    <>
      <Menu width={260}>
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconBookmark size={14} />}
            rightSection={<IconChevronDown size={14} />}
          >
            {view?.name ?? texts.all}
            {changed && <span className="q-muted">{` · ${texts.changed}`}</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup value={current ?? everything} onChange={(id) => props.onChoose(id === everything ? undefined : id)}>
            <ViewItem id={everything} name={texts.all} />
            <ViewGroup title={texts.mine} views={views.filter((each) => !each.shared)} />
            <ViewGroup title={texts.shared} views={views.filter((each) => each.shared)} />
          </Menu.RadioGroup>
          <Menu.Divider />
          {view && changed && props.onUpdate && (
            <Menu.Item leftSection={<IconDeviceFloppy size={15} />} onClick={() => props.onUpdate?.(view.id)}>
              {texts.update}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => setNaming(true)}>
            {texts.saveNew}
          </Menu.Item>
          {view && props.onRemove && (
            <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => props.onRemove?.(view.id)}>
              {texts.remove}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <NameView opened={naming} onClose={() => setNaming(false)} onSave={props.onSaveNew} />
    </>
  );
}

function ViewGroup({ title, views }: { readonly title: string; readonly views: readonly SavedView[] }) {
  if (views.length === 0) return null;
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      {views.map((view) => (
        <ViewItem key={view.id} id={view.id} name={view.name} />
      ))}
    </>
  );
}

function ViewItem({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <Menu.RadioItem value={id} closeMenuOnClick>
      {name}
    </Menu.RadioItem>
  );
}

interface NameViewProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
}

function NameView({ opened, onClose, onSave }: NameViewProps) {
  const texts = useTexts().common;
  const [name, setName] = useState('');
  const save = () => {
    onSave(name.trim());
    setName('');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={texts.views.saveNew} closeButtonProps={{ 'aria-label': texts.actions.close }}>
      <form
        className="q-stacked"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') save();
        }}
      >
        <TextInput
          data-autofocus
          label={texts.views.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="q-inline" data-end>
          <Button variant="default" onClick={onClose}>
            {texts.actions.cancel}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {texts.actions.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
