/** The address to go to after signing in: ours only, so that a crafted link cannot send someone elsewhere. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
}
