import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

/** Tables of up to so many rows are drawn whole, and scroll with the page. */
const MOST_WHOLE = 60;
/** Pixels of a row before it is measured. */
const ROW_HEIGHT = 56;

interface VirtualRows {
  /** Places of the rows to draw. */
  readonly shown: readonly number[];
  /** Pixels of the rows before and after them. */
  readonly above: number;
  readonly below: number;
  /** To be the `ref` of each drawn row, which has its place in `data-index`. */
  readonly measure: (row: HTMLElement | null) => void;
}

/** Which of a table's rows are in view of the element that it scrolls in. */
export function useVirtualRows(scroll: RefObject<HTMLElement | null>, count: number): VirtualRows {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined),
  };
  const [virtual] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  if (count <= MOST_WHOLE) {
    return { shown: Array.from({ length: count }, (_, place) => place), above: 0, below: 0, measure: () => {} };
  }
  const items = virtual.getVirtualItems();
  return {
    shown: items.map(({ index }) => index),
    above: items[0]?.start ?? 0,
    below: virtual.getTotalSize() - (items.at(-1)?.end ?? 0),
    measure: virtual.measureElement,
  };
}
