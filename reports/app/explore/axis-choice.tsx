import { figureOn, type ScatterData } from "../../charts/scatter-data.ts";
import { exploreWords } from "../../words/explore.ts";
import { FIGURE_KINDS, kindOfFigure } from "../../words/scatter.ts";
import type { Shared } from "../shared.ts";
import { useStore } from "../use-store.ts";

/** The figures of the scatter plot: any that was measured. */
export function AxisChoice({ scatter, shared }: { readonly scatter: ScatterData; readonly shared: Shared }) {
  const words = exploreWords(shared.language);
  const view = useStore(shared.store);
  const choose = (axis: "x" | "y", name: string) => shared.store.set({ [axis]: name, brush: null });
  const choices = (["y", "x"] as const).map((axis) => ({
    axis,
    label: axis === "y" ? words.up : words.across,
    chosen: figureOn(axis, scatter, view[axis]).name,
  }));
  return (
    <div class="axis-choice">
      {choices.map(({ axis, label, chosen }) => (
        <label key={axis}>
          <span>{label}</span>
          <select aria-label={label} value={chosen} onChange={(event) => choose(axis, event.currentTarget.value)}>
            {FIGURE_KINDS.map((kind) => {
              const own = scatter.figures.filter(({ unit }) => kindOfFigure(unit) === kind);
              return own.length === 0 ? null : (
                <optgroup key={kind} label={words.kinds[kind]}>
                  {own.map(({ name, title }) => (
                    <option key={name} value={name}>
                      {title}
                    </option>
                  ))}
                </optgroup>
              );
            })}
          </select>
        </label>
      ))}
      <p>{words.usage}</p>
    </div>
  );
}
