/** What is wider than the page scrolls sideways, by the keyboard too. */
import type { ReactNode } from 'react';

export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  // what scrolls takes the focus, or the arrow keys could not move it
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  return <div className="scroll-x" role="region" aria-label={label} tabIndex={0}>{children}</div>;
}
