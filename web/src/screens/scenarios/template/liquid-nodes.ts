import { mergeAttributes, Node, nodeInputRule, nodePasteRule } from '@tiptap/react';

/** What a chip shows of a tag: its label, its kind, and what hovering says. */
export interface ChipWords {
  readonly label: string;
  readonly kind: 'field' | 'condition';
  readonly title: string;
}

/** A tag of Liquid within a text, as one chip that is written, moved and deleted whole. */
export const LiquidChip = Node.create<{ describe: (raw: string) => ChipWords }>({
  name: 'liquid',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addOptions() {
    return { describe: (raw) => ({ label: raw, kind: 'field', title: raw }) };
  },
  addAttributes() {
    return { raw: { default: '', parseHTML: (element) => element.getAttribute('data-liquid') ?? '', rendered: false } };
  },
  parseHTML() {
    return [{ tag: 'span[data-liquid]' }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const raw = String(node.attrs['raw']);
    const { label, kind, title } = this.options.describe(raw);
    return ['span', mergeAttributes(HTMLAttributes, { 'data-liquid': raw, 'data-kind': kind, class: 'tpl-chip', title }), label];
  },
  renderText({ node }) {
    return String(node.attrs['raw']);
  },
  // Typed or pasted by hand, a tag becomes its chip.
  addInputRules() {
    return [
      nodeInputRule({
        find: /(\{\{[^{}\n]+\}\}|\{%[^{}\n]+%\})$/,
        type: this.type,
        getAttributes: (match) => ({ raw: match[1] }),
      }),
    ];
  },
  addPasteRules() {
    return [
      nodePasteRule({
        find: /(\{\{[^{}\n]+\}\}|\{%[^{}\n]+%\})/g,
        type: this.type,
        getAttributes: (match) => ({ raw: match[1] }),
      }),
    ];
  },
});

/** An item of a list holds one paragraph: a message has no lists within lists. */
export const FlatListItem = Node.create({
  name: 'listItem',
  content: 'paragraph',
  defining: true,
  parseHTML() {
    return [{ tag: 'li' }];
  },
  renderHTML({ HTMLAttributes }) {
    return ['li', HTMLAttributes, 0];
  },
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) };
  },
});
