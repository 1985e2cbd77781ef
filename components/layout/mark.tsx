/** Five hairlines of a staff, crossed by one stroke of the baton that reads as an M. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 30 24" aria-hidden="true" className={className} fill="none">
      <path d="M0 2.5h30M0 7.25h30M0 12h30M0 16.75h30M0 21.5h30" className="stroke-quiet/50" strokeWidth="1" />
      <path d="M3.5 21.5 9 3.5l6 11.5 6-11.5 5.5 18" className="stroke-brand" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
