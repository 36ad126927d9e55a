import { Loader, Modal } from '@mantine/core';
import { IconCornerDownLeft, IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTexts } from '../language.tsx';
import { Keys } from '../shortcuts/ShortcutSheet.tsx';
import type { PaletteEntry } from './entry.ts';
import { matchingEntries } from './match.ts';
import { useFound } from './useFound.ts';

interface CommandPaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Commands, filtered here as one types. */
  readonly commands: readonly PaletteEntry[];
  /** Finds customers, items and actions on the server. */
  readonly search?: (typed: string, signal: AbortSignal) => Promise<readonly PaletteEntry[]>;
}

/** One box for everything: find a customer, an invoice or an amount, or run a command by its name. */
export function CommandPalette(props: CommandPaletteProps) {
  const texts = useTexts().common;
  return (
    <Modal.Root
      opened={props.opened}
      onClose={props.onClose}
      yOffset="12vh"
      size={620}
      padding={0}
      lockScroll={false}
      className="q-palette-frame"
    >
      <Modal.Overlay />
      <Modal.Content aria-label={texts.palette.label}>
        <Modal.Body>
          <Palette {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Palette({ onClose, commands, search }: CommandPaletteProps) {
  const texts = useTexts().common.palette;
  const list = useId();
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const { found, searching } = useFound(typed, search);
  const entries = [...found, ...matchingEntries(commands, typed)];
  const active = Math.min(place, entries.length - 1);
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = active + (event.key === 'ArrowDown' ? 1 : -1);
      setPlace((next + entries.length) % Math.max(1, entries.length));
      document
        .querySelector(`[data-palette-place="${(next + entries.length) % Math.max(1, entries.length)}"]`)
        ?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(entries[active]);
    }
  };
  return (
    <div className="q-palette">
      <div className="q-palette-box">
        <IconSearch size={18} className="q-icon" aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-label={texts.label}
          aria-expanded
          aria-controls={list}
          aria-activedescendant={entries[active] ? `${list}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={texts.placeholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
        />
        {searching && <Loader size={16} aria-label={texts.searching} />}
      </div>
      <div id={list} role="listbox" aria-label={texts.label} className="q-palette-list">
        {entries.map((entry, index) => (
          <PaletteOption
            key={`${entry.group}.${entry.id}`}
            id={`${list}-${index}`}
            entry={entry}
            place={index}
            active={index === active}
            first={entries[index - 1]?.group !== entry.group}
            onPoint={() => setPlace(index)}
            onRun={() => run(entry)}
          />
        ))}
      </div>
      {entries.length === 0 && <p className="q-palette-none">{searching ? texts.searching : texts.none}</p>}
      <p className="q-palette-keys" aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> {texts.keys}
      </p>
    </div>
  );
}

interface PaletteOptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly place: number;
  readonly active: boolean;
  readonly first: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function PaletteOption({ id, entry, place, active, first, onPoint, onRun }: PaletteOptionProps) {
  const Mark = entry.icon ?? IconCornerDownLeft;
  return (
    <>
      {first && (
        <div role="presentation" className="q-palette-group">
          {entry.group}
        </div>
      )}
      {/* The keyboard works from the box, which keeps the focus. */}
      <div
        id={id}
        role="option"
        aria-selected={active}
        data-palette-place={place}
        className="q-palette-option"
        onMouseMove={onPoint}
        onClick={onRun}
      >
        <Mark size={16} className="q-icon" aria-hidden />
        <span className="q-palette-label">
          <span>{entry.label}</span>
          {entry.detail && <span className="q-muted q-clip">{entry.detail}</span>}
        </span>
        {entry.end && <span className="q-number">{entry.end}</span>}
        {entry.shortcut && <Keys keys={entry.shortcut} />}
      </div>
    </>
  );
}
