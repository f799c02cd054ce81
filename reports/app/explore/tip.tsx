import { render } from "preact";
import type { ShowTooltip } from "../draw-into.ts";
import { type Fact, type FactSources, factsOf } from "./facts.ts";

/** What is beside the pointer, or a point that has the focus. */
export interface Tip {
  readonly show: ShowTooltip;
  readonly showAt: (id: string, at: DOMRect) => void;
  readonly hide: () => void;
}

/** Pixels from the pointer. */
const DISTANCE = 14;

/** All that is known of a configuration under the pointer; of other marks, what they say. */
export function cellTip(sources: FactSources): Tip {
  const element = document.createElement("div");
  element.className = "tip";
  element.hidden = true;
  document.body.append(element);
  const hide = () => {
    element.hidden = true;
  };
  const showNear = (name: string, lines: readonly Fact[], x: number, y: number) => {
    render(<TipCard name={name} lines={lines} />, element);
    element.hidden = false;
    const { width, height } = element.getBoundingClientRect();
    const left = x + DISTANCE + width > innerWidth ? x - DISTANCE - width : x + DISTANCE;
    const top = Math.min(y + DISTANCE, innerHeight - height - DISTANCE);
    element.style.left = `${Math.max(DISTANCE / 2, left)}px`;
    element.style.top = `${Math.max(DISTANCE / 2, top)}px`;
  };
  const showFacts = (id: string, x: number, y: number) => {
    const facts = factsOf(id, sources);
    if (facts !== null) showNear(facts.name, facts.lines, x, y);
  };
  return {
    hide,
    show: (_, event, item, value) => {
      if (typeof value !== "object" || value === null) return hide();
      const id = item?.datum?.configuration;
      if (typeof id === "string") return showFacts(id, event.clientX, event.clientY);
      const lines = Object.entries(value).map(([term, text]) => ({ term, text: String(text) }));
      showNear("", lines, event.clientX, event.clientY);
    },
    showAt: (id, { right, bottom }) => showFacts(id, right, bottom),
  };
}

function TipCard({ name, lines }: { readonly name: string; readonly lines: readonly Fact[] }) {
  return (
    <>
      {name === "" ? null : <strong>{name}</strong>}
      <dl>
        {lines.map(({ term, text }, place) => (
          <div key={place}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
