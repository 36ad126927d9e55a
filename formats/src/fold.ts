/** A name as headers are compared: no accents, no case, no punctuation. `N° Pièce` and `n_piece` are one. */
export function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
