declare global {
  // What the library that keeps the page still behind a dialog looks for.
  var __webpack_nonce__: string | undefined;
}

const nonce = globalThis.document?.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
if (nonce !== '') globalThis.__webpack_nonce__ = nonce;

/** What a style element must bear to count on this page; empty where the page came without (development, tests). */
export const styleNonce = (): string => nonce;
