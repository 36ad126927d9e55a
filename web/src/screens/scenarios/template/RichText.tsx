import { Input } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import '@mantine/tiptap/styles.css';
import type { TemplateFieldView } from '@quitus/contract';
import { useTexts } from '@quitus/ui';
import { Extension, useEditor } from '@tiptap/react';
import type { Editor, JSONContent } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useId, useMemo, useRef } from 'react';
import { readBody, writeBody } from './body-source.ts';
import type { Document } from './document.ts';
import { FieldPicker } from './FieldPicker.tsx';
import { readLines, writeLines } from './line-source.ts';
import { LinkControl } from './LinkControl.tsx';
import { FlatListItem, LiquidChip } from './liquid-nodes.ts';
import { readTag } from './liquid.ts';
import { tagLabel } from './tag-words.ts';

/** `body`: bold, italic, lists, links; `lines`: lines of plain words; `line`: one line of them. */
export type RichKind = 'body' | 'lines' | 'line';

interface RichTextProps {
  readonly label: string;
  readonly kind: RichKind;
  readonly value: string;
  readonly fields: readonly TemplateFieldView[];
  readonly readOnly: boolean;
  readonly onChange: (value: string) => void;
}

const read = (kind: RichKind, source: string): Document => (kind === 'body' ? readBody(source) : readLines(source));
// The cast: the schema below holds just what a document of ours does.
const write = (kind: RichKind, content: JSONContent): string =>
  kind === 'body' ? writeBody(content as Document) : writeLines(content as Document);

const OneLine = Extension.create({
  name: 'oneLine',
  addKeyboardShortcuts: () => ({ Enter: () => true, 'Shift-Enter': () => true }),
});

/** A text with its fields as chips. What it says is kept as its source; what one does not touch is never rewritten. */
export function RichText({ label, kind, value, fields, readOnly, onChange }: RichTextProps) {
  const words = useTexts().templates.editor;
  const labelId = useId();
  const said = useRef(value);
  const labels = useMemo(() => new Map(fields.map((field) => [field.name, field])), [fields]);
  const describe = (raw: string) => {
    const named = labels.get(readTag(raw).path?.replace(/^items\[0\]/, 'items') ?? '');
    const chip = tagLabel(raw, words.tags, new Map([...labels].map(([name, field]) => [name, field.label])));
    return { ...chip, title: named?.example ? words.example(named.example) : raw };
  };
  const emit = useRef(onChange);
  useEffect(() => {
    emit.current = onChange;
  });
  const editor = useEditor({
    editable: !readOnly,
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        heading: false,
        blockquote: false,
        code: false,
        codeBlock: false,
        horizontalRule: false,
        strike: false,
        underline: false,
        trailingNode: false,
        listItem: false,
        ...(kind === 'body'
          ? { link: { openOnClick: false, autolink: false, isAllowedUri: (url) => /^(https?:|mailto:|tel:|\{\{)/i.test(url) } }
          : {
              bold: false,
              italic: false,
              bulletList: false,
              orderedList: false,
              listKeymap: false,
              link: false,
              hardBreak: false,
            }),
      }),
      ...(kind === 'body' ? [FlatListItem] : []),
      ...(kind === 'line' ? [OneLine] : []),
      LiquidChip.configure({ describe }),
    ],
    content: read(kind, value) as JSONContent,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-labelledby': labelId,
        'aria-multiline': String(kind !== 'line'),
        'aria-readonly': String(readOnly),
      },
    },
    onUpdate: ({ editor: changed }) => {
      const source = write(kind, changed.getJSON());
      if (source === said.current) return;
      said.current = source;
      emit.current(source);
    },
  });
  useEffect(() => {
    if (value === said.current) return;
    // Undone, or written elsewhere.
    said.current = value;
    editor.commands.setContent(read(kind, value) as JSONContent, { emitUpdate: false });
  }, [editor, kind, value]);
  const offered = kind === 'body' ? fields : fields.filter((field) => field.type !== 'marker');
  const picker = <FieldPicker fields={offered} onInsert={(tags) => insertTags(editor, tags)} />;
  return (
    <div className="tpl-field" data-kind={kind}>
      <div className="tpl-head">
        <Input.Label id={labelId} labelElement="div">
          {label}
        </Input.Label>
        {!readOnly && kind !== 'body' && picker}
      </div>
      <RichTextEditor editor={editor} withTypographyStyles={false} labels={labelsOf(words)}>
        {!readOnly && kind === 'body' && (
          <RichTextEditor.Toolbar>
            <RichTextEditor.ControlsGroup>
              <RichTextEditor.Bold />
              <RichTextEditor.Italic />
              <RichTextEditor.BulletList />
              <RichTextEditor.OrderedList />
              <LinkControl editor={editor} />
            </RichTextEditor.ControlsGroup>
            {picker}
          </RichTextEditor.Toolbar>
        )}
        <RichTextEditor.Content />
      </RichTextEditor>
    </div>
  );
}

const labelsOf = (words: ReturnType<typeof useTexts>['templates']['editor']) => ({
  boldControlLabel: words.bold,
  italicControlLabel: words.italic,
  bulletListControlLabel: words.bulletList,
  orderedListControlLabel: words.orderedList,
});

// The two ends of a condition go around what is selected.
function insertTags(editor: Editor, tags: readonly string[]): void {
  const chip = (raw: string) => ({ type: 'liquid', attrs: { raw } });
  const [first, last] = tags;
  if (first === undefined) return;
  const { from, to } = editor.state.selection;
  if (last === undefined) {
    editor.chain().focus().insertContent(chip(first)).run();
    return;
  }
  editor
    .chain()
    .focus()
    .insertContentAt(to, chip(last), { updateSelection: false })
    .insertContentAt(from, chip(first), { updateSelection: false })
    .setTextSelection(to + 1)
    .run();
}
