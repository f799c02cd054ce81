/** What a reader with a keyboard does with points. */
export interface PointActions {
  readonly pin: (id: string) => void;
  readonly show: (id: string, at: DOMRect) => void;
  readonly hide: () => void;
  /** The configuration whose point had the focus before the plot was drawn anew; null if none. */
  readonly active: string | null;
  readonly pinned: ReadonlySet<string>;
}

/** A point as Vega draws it, with the row that it is drawn from. */
type PointElement = SVGElement & {
  readonly __data__?: { readonly datum?: { readonly configuration?: unknown; readonly x?: unknown } };
};

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** Makes the points of a plot buttons: one stop of the tab key, arrows from left to right, and Enter or Space to pin. */
export function reachPoints(place: Element, { pin, show, hide, active, pinned }: PointActions): void {
  const points = [...place.querySelectorAll<PointElement>(".mark-symbol.role-mark path")]
    .flatMap((element) => {
      const { configuration, x } = element.__data__?.datum ?? {};
      const isHidden = element.closest("[aria-hidden=true]") !== null;
      return typeof configuration === "string" && !isHidden ? [{ element, id: configuration, x: Number(x) }] : [];
    })
    .sort((a, b) => a.x - b.x);
  points.forEach(({ element, id }, index) => {
    element.setAttribute("tabindex", index === 0 ? "0" : "-1");
    element.setAttribute("role", "button");
    element.setAttribute("aria-pressed", String(pinned.has(id)));
    element.dataset.point = id;
    element.addEventListener("focus", () => {
      for (const other of points) other.element.setAttribute("tabindex", other.element === element ? "0" : "-1");
      if (element.matches(":focus-visible")) show(id, element.getBoundingClientRect());
    });
    element.addEventListener("blur", hide);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") pin(id);
      else if (event.key === "Escape") hide();
      else if (STEPS[event.key] !== undefined) points[index + STEPS[event.key]!]?.element.focus();
      else return;
      event.preventDefault();
    });
  });
  points.find(({ id }) => id === active)?.element.focus();
}
