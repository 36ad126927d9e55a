import type { Plugin } from 'vite';

const marker = /[?&]only=(fr|en)$/;
// What only the server and the command line say: no screen reads it, so no reader downloads it. Refusals come as sentences already.
const ofTheServer =
  /\/areas\/(account-mails|audit|by-hand|cli|demo|operation|refusals|scenario-(library[\w-]*|words)|refusals-(api|audit|dunning|law|letters|platform|replies|webhooks))\.ts\?/;
const sentences = /\/texts\/src\/((first|further)-areas|areas\/[\w-]+)\.ts$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface Named extends Node {
  readonly key: { readonly name?: string };
}
interface Call extends Node {
  readonly callee: { readonly name?: string };
  readonly arguments: readonly (Node & { readonly properties?: readonly Named[] })[];
}

/** Every `area({ en, fr })` call of a syntax tree. */
function areaCalls(node: unknown): Call[] {
  if (Array.isArray(node)) return node.flatMap(areaCalls);
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.values(node).flatMap(areaCalls);
  const call = node as Partial<Call>;
  return call.type === 'CallExpression' && call.callee?.name === 'area' ? [node as Call, ...inside] : inside;
}

/**
 * Splits `@quitus/texts` by language: what `only-fr.ts` and `further-fr.ts` import is taken apart from what their English
 * counterparts import, and the sentences of the other language are emptied out, so that a reader downloads one language.
 */
export function oneLanguage(): Plugin {
  return {
    name: 'quitus:one-language',
    // Before Vite's own resolving, after its stripping of types.
    resolveId: {
      order: 'pre',
      async handler(source, importer) {
        const only = /\/texts\/src\/(?:only|further)-(fr|en)\.ts$/.exec(importer ?? '')?.[1] ?? marker.exec(importer ?? '')?.[1];
        if (!only || !source.startsWith('.')) return null;
        const found = await this.resolve(source, importer?.replace(marker, ''), { skipSelf: true });
        return found && sentences.test(found.id) ? `${found.id}?only=${only}` : found;
      },
    },
    transform: {
      order: 'post',
      handler(code, id) {
        const only = marker.exec(id)?.[1];
        if (!only) return null;
        const empty: readonly string[] = ofTheServer.test(id) ? ['en', 'fr'] : [only === 'fr' ? 'en' : 'fr'];
        const properties = areaCalls(this.parse(code)).flatMap((call) => call.arguments[0]?.properties ?? []);
        // From the end, so that the places of those before stay right.
        const unwanted = properties.filter((each) => empty.includes(each.key.name ?? '')).toSorted((a, b) => b.start - a.start);
        const emptied = unwanted.reduce(
          (text, { start, end, key }) => `${text.slice(0, start)}${key.name}: {}${text.slice(end)}`,
          code,
        );
        return { code: emptied, map: null };
      },
    },
  };
}
