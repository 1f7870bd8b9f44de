/** Tables that scroll sideways take the focus, or the arrow keys could not move them: antd gives them no tab stop. */
import { useEffect, type RefObject } from 'react';

function setStops(within: HTMLElement): void {
  for (const each of within.querySelectorAll<HTMLElement>('.ant-table-content, .ant-table-body')) {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    else each.removeAttribute('tabindex');
  }
}

/** Keeps the tab stops of the tables inside an element, whatever is drawn in it and however wide. */
export function useScrollingTables(of: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const within = of.current;
    if (!within) return undefined;
    const look = () => setStops(within);
    const drawn = new MutationObserver(look);
    drawn.observe(within, { childList: true, subtree: true });
    const sized = new ResizeObserver(look);
    sized.observe(within);
    return () => {
      drawn.disconnect();
      sized.disconnect();
    };
  }, [of]);
}
