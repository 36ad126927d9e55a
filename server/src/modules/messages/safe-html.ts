import sanitize from 'sanitize-html';

// What mails are laid out with. Scripts, forms, frames, objects and whatever loads something from elsewhere are not among them.
const tags =
  'html head title body div span p br hr h1 h2 h3 h4 b strong i em u s small sub sup blockquote pre code ul ol li dl dt dd a img center font table caption colgroup col thead tbody tfoot tr th td'.split(
    ' ',
  );
const looks = ['style', 'class', 'align', 'valign', 'width', 'height', 'bgcolor', 'color', 'dir', 'lang', 'role'];

/**
 * A mail's HTML as it may be shown: no script, no handler, no form, links to the web, mail and telephone only, pictures only those in the
 * mail itself, styles that load nothing; nothing at all of one nested so deep that reading it would keep everybody waiting. Whatever HTML reaches a screen passes here, also what we wrote: a template's author is a person.
 */
export function safeHtml(html: string): string {
  if (depthOf(html) > deepest) return '';
  // Style sheets go first, apart: inside the rest, what looks like one may be read as something else.
  const sheets = [...html.matchAll(/<style\b[^<>]*>([^<]*)<\/style>/gi)]
    .map((match) => drawingOnly(match[1] ?? ''))
    .filter(Boolean);
  return (sheets.length > 0 ? `<style>${sheets.join('\n')}</style>` : '') + withoutSheets(html);
}

// Each level costs a pass over those around it. No program nests a mail like this, some leave thousands of paragraphs open.
const deepest = 8_000;
const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);

function depthOf(html: string): number {
  let [open, most] = [0, 0];
  for (const [, closing, name = ''] of html.matchAll(/<(\/?)([a-z][a-z\d]*)/gi)) {
    if (closing) open = Math.max(0, open - 1);
    else if (!empty.has(name.toLowerCase())) most = Math.max(most, (open += 1));
  }
  return most;
}

function withoutSheets(html: string): string {
  return sanitize(html, {
    allowedTags: tags,
    allowedAttributes: {
      '*': looks,
      a: ['href', 'title', 'target', 'rel'],
      img: ['src', 'alt', 'title'],
      table: ['border', 'cellpadding', 'cellspacing'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data', 'cid'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    transformTags: {
      a: (tag, attribs) => ({ tagName: tag, attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer' } }),
      '*': (tag, attribs) => ({
        tagName: tag,
        attribs: attribs['style'] === undefined ? attribs : { ...attribs, style: drawingOnly(attribs['style']) },
      }),
    },
    // A relative address would be ours.
    exclusiveFilter: ({ tag, attribs }) =>
      tag === 'img' && !/^(data:image\/(png|jpeg|gif|webp);|cid:)/i.test(attribs['src'] ?? ''),
  });
}

// Escapes in a style may hide a word from a filter: a style that has one is dropped whole.
function drawingOnly(style: string): string {
  return /url\s*\(|@import|expression\s*\(|image-set\s*\(|\\|javascript:|behavior|-moz-binding|<\//i.test(style) ? '' : style;
}
