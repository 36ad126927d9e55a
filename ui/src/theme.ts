import {
  Button,
  Checkbox,
  Drawer,
  Menu,
  Modal,
  Popover,
  Tooltip,
  createTheme,
  defaultVariantColorsResolver,
} from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

const everyShade = (colour: string): MantineColorsTuple => [
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
  colour,
];

/**
 * Mantine set up for Quitus: small sizes, quick motion, borders rather than shadows. Colours and sizes themselves are CSS
 * variables in `styles/tokens.css`.
 */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: everyShade('#0f6e66'), late: everyShade('#c2332d') },
  fontFamily: "'Quitus Spaces', 'Inter Variable', ui-sans-serif, system-ui, sans-serif",
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // The accent is light on a dark ground: what is written on it is then dark.
  variantColorResolver: (input) => {
    const usual = defaultVariantColorsResolver(input);
    return input.variant === 'filled' && (input.color ?? 'accent') === 'accent'
      ? { ...usual, color: 'var(--q-on-accent)' }
      : usual;
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, props) => ({
        root: props.size === 'sm' ? { '--button-height': '32px', '--button-padding-x': '12px', '--button-fz': '0.8125rem' } : {},
      }),
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({ root: { '--checkbox-icon-color': 'var(--q-on-accent)' } }),
    }),
    Menu: Menu.extend({
      defaultProps: {
        withInitialFocusPlaceholder: false,
        shadow: 'none',
        transitionProps: { duration: 120 },
        position: 'bottom-start',
      },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'none', transitionProps: { duration: 120 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 250, transitionProps: { duration: 120 }, multiline: true, maw: 320 } }),
    // The shell scrolls inside itself: locking the body would only inject a style element, which the content policy forbids.
    Modal: Modal.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 140 }, centered: true } }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 160 }, position: 'right' } }),
  },
});
