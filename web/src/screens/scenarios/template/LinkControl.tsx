import { Button, Popover, TextInput } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import { Inline, useTexts } from '@quitus/ui';
import { IconLink } from '@tabler/icons-react';
import { type Editor, useEditorState } from '@tiptap/react';
import { useState } from 'react';

const isAddress = (text: string): boolean => /^(https?:\/\/\S|mailto:\S|tel:[+\d])/i.test(text);

/** Puts a link on what is selected, or takes it off. */
export function LinkControl({ editor }: { readonly editor: Editor }) {
  const words = useTexts().templates.editor;
  const [opened, setOpened] = useState(false);
  const [address, setAddress] = useState('');
  const { active, empty } = useEditorState({
    editor,
    selector: ({ editor: now }) => ({ active: now.isActive('link'), empty: now.state.selection.empty }),
  });
  const open = () => {
    const { href } = editor.getAttributes('link');
    setAddress(typeof href === 'string' && href !== '' ? href : 'https://');
    setOpened(true);
  };
  const apply = () => {
    const chain = editor.chain().focus().extendMarkRange('link');
    // Without anything selected the address is its own words.
    if (empty && !active)
      chain.insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: address } }] }).run();
    else chain.setLink({ href: address }).run();
    setOpened(false);
  };
  const good = isAddress(address.trim());
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-start" withinPortal>
      <Popover.Target>
        <RichTextEditor.Control aria-label={words.link} title={words.link} active={active} onClick={open}>
          <IconLink size={15} aria-hidden />
        </RichTextEditor.Control>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="q-stacked" data-gap="tight">
          <TextInput
            label={words.linkAddress}
            value={address}
            error={!good && address !== 'https://' ? words.linkInvalid : undefined}
            onChange={(event) => setAddress(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (good) apply();
            }}
          />
          <Inline>
            <Button size="xs" disabled={!good} onClick={apply}>
              {words.linkApply}
            </Button>
            {active && (
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  editor.chain().focus().extendMarkRange('link').unsetLink().run();
                  setOpened(false);
                }}
              >
                {words.linkRemove}
              </Button>
            )}
          </Inline>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
