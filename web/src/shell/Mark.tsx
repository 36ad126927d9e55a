/** The mark of Quitus: a Q whose tail is a tick. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="s-mark">
      <rect width="32" height="32" rx="8" className="s-mark-ground" />
      <circle cx="15" cy="15" r="7.6" fill="none" className="s-mark-ring" strokeWidth="3" />
      <path d="M14.2 17.4 18.6 22l7-8.2" fill="none" className="s-mark-gap" strokeWidth="6.4" />
      <path
        d="M14.2 17.4 18.6 22l7-8.2"
        fill="none"
        className="s-mark-tick"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
