import { Modal } from '@mantine/core';
import { useTexts } from '../language.tsx';
import { useShortcuts } from './useShortcut.ts';

const modKey = /mac/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** Keys as caps: `g a` is two presses, `mod+k` one. */
export function Keys({ keys }: { readonly keys: string }) {
  const { followedBy } = useTexts().common.shortcuts;
  return (
    <span className="q-keys">
      {keys.split(' ').map((press, index) => (
        <span key={press + index}>
          {index > 0 && <span className="q-hidden"> {followedBy} </span>}
          {press.split('+').map((key) => (
            <kbd key={key}>{key === 'mod' ? modKey : key.length === 1 ? key.toUpperCase() : key}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

/** Every shortcut that works on the present screen, by group. */
export function ShortcutSheet({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const texts = useTexts().common;
  const shortcuts = useShortcuts();
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={texts.shortcuts.title}
      size={620}
      closeButtonProps={{ 'aria-label': texts.actions.close }}
    >
      <div className="q-sheet">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div key={shortcut.keys}>
                    <dt>{shortcut.label}</dt>
                    <dd>
                      <Keys keys={shortcut.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
