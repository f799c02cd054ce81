import { figureOn, type ScatterData } from "../charts/scatter-data.ts";
import type { Selectable } from "../page/selectable.ts";
import type { Translation } from "../page/translation.ts";
import type { Language } from "../words/language.ts";
import { type Selection, selectionOf } from "./selection.ts";
import type { Store } from "./store.ts";
import { isSameIn, type View } from "./view.ts";

/** What all parts of the page's program work with. */
export interface Shared {
  readonly store: Store<View>;
  readonly language: Language;
  /** Null where the page is in the language of its markup. */
  readonly translation: Translation | null;
  readonly all: Selectable;
  /** Null for a page without a scatter plot. */
  readonly scatter: ScatterData | null;
  /** The configurations that are shown: the same value until others are. */
  selection(): Selection;
}

/** What of a view chooses configurations. */
const CHOICES = ["only", "find", "brush", "x", "y"] as const;

/** @param of whose scatter plot may be read later than the rest: without it, a rectangle leaves all */
export function sharedOf(of: Omit<Shared, "selection">): Shared {
  let selected: View | null = null;
  let known: Selection = null;
  return {
    ...of,
    get scatter() {
      return of.scatter;
    },
    selection() {
      const view = of.store.get();
      if (selected === null || !isSameIn(CHOICES, selected, view))
        known = selectionOf(of.all, view, insideOf(of.scatter, view));
      selected = view;
      return known;
    },
  };
}

/** Which configurations are in a view's rectangle: all without one, and none of which a figure is missing. */
export function insideOf(scatter: ScatterData | null, view: Pick<View, "brush" | "x" | "y">): (id: string) => boolean {
  const { brush } = view;
  if (scatter === null || brush === null) return () => true;
  const [x, y] = [figureOn("x", scatter, view.x), figureOn("y", scatter, view.y)];
  const isWithin = (value: number | null | undefined, [from, to]: readonly [number, number]) =>
    value != null && value >= Math.min(from, to) && value <= Math.max(from, to);
  const inside = scatter.configurations.flatMap(({ id }, place) =>
    isWithin(x.middles[place], brush.x) && isWithin(y.middles[place], brush.y) ? [id] : [],
  );
  const ids = new Set(inside);
  return (id) => ids.has(id);
}
