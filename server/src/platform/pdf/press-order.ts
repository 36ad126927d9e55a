/** What a press is asked to print, and what it says. */
export type PressOrder = {
  readonly id: number;
  readonly template: string;
  readonly data: {
    readonly values: Readonly<Record<string, unknown>>;
    /** Drawn as a QR code for the template's `data.qr`. */
    readonly code: string | null;
  };
};
export type PressAnswer =
  | { readonly id: number; readonly pdf: Uint8Array; readonly rssBytes: number }
  | { readonly id: number; readonly error: string; readonly rssBytes: number };
