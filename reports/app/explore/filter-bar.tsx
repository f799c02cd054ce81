import { exploreWords } from "../../words/explore.ts";
import type { Shared } from "../shared.ts";
import { shownValue } from "../shown-value.ts";
import { toggled } from "../toggled.ts";
import { useStore } from "../use-store.ts";
import type { View } from "../view.ts";

/** Values in view: of more, the rest is scrolled to, and finding a name comes first. */
const MOST_IN_VIEW = 40;

/** What chooses the configurations that the page shows: values of the axes, a part of a name, the rectangle of the scatter plot. */
export function FilterBar({ shared }: { readonly shared: Shared }) {
  const { store, all, language } = shared;
  const words = exploreWords(language);
  const view = useStore(store);
  const shown = shared.selection();
  const isChosen = shown !== null;
  const set = (change: Partial<View>) => store.set(change);
  const toggle = (axis: string, value: string) => {
    const next = toggled(view.only[axis] ?? [], value);
    const { [axis]: _, ...others } = view.only;
    set({ only: next.length === 0 ? others : { ...others, [axis]: next } });
  };
  const isLong = all.axes.reduce((sum, { values }) => sum + values.length, 0) > MOST_IN_VIEW;
  const find = (
    <label class="find">
      <span>{words.find}</span>
      <input
        type="search"
        value={view.find}
        placeholder={words.findHint}
        onInput={(event) => set({ find: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      <section class="filters" aria-label={words.filters}>
        {isLong ? find : null}
        {all.axes.map((axis) => (
          <fieldset key={axis.name}>
            <legend>{axis.title}</legend>
            {axis.values.map((value) => (
              <button
                key={value}
                type="button"
                class="chip"
                aria-pressed={view.only[axis.name]?.includes(value) ?? false}
                onClick={() => toggle(axis.name, value)}
              >
                {shownValue(axis, value)}
              </button>
            ))}
          </fieldset>
        ))}
        {isLong ? null : find}
      </section>
      <div class={isChosen ? "shown chosen" : "shown"}>
        <p role="status">{words.showing(shown?.size ?? all.configurations.length, all.configurations.length)}</p>
        {view.brush === null ? null : (
          <button type="button" class="chip" aria-label={words.removeRectangle} onClick={() => set({ brush: null })}>
            {words.rectangle} <span aria-hidden="true">×</span>
          </button>
        )}
        {isChosen ? (
          <button type="button" class="chip" onClick={() => set({ only: {}, find: "", brush: null })}>
            {words.reset}
          </button>
        ) : null}
      </div>
    </>
  );
}
