/** Words shown when the pointer or the focus rests on a thing: `<span {...hint('Slow payer')}>`. Costs an attribute, so a grid may have thousands. */
export function hint(words: string): { 'data-hint': string } {
  return { 'data-hint': words };
}
