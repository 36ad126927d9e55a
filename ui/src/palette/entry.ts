import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** One line of the palette: something found, or a command. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: ReactNode;
  /** Right of the label: an amount. */
  readonly end?: ReactNode;
  readonly icon?: Icon;
  /** Other words it answers to. */
  readonly keywords?: string;
  readonly shortcut?: string;
  readonly run: () => void;
}
