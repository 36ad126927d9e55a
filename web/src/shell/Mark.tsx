/** The mark of Quitus: a Q whose tail is a tick. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="s-mark">
      <rect width="32" height="32" rx="8" className="s-mark-ground" />
      <g transform="translate(-2.6 -1.2) scale(1.12)" fill="none" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="15" cy="15" r="7.6" className="s-mark-ring" />
        <path d="M14.2 17.4 18.6 22l7-8.2" className="s-mark-gap" strokeWidth="6.4" />
        <path d="M14.2 17.4 18.6 22l7-8.2" className="s-mark-tick" />
      </g>
    </svg>
  );
}
