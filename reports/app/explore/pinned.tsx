import type { ScatterData } from "../../charts/scatter-data.ts";
import { exploreWords } from "../../words/explore.ts";
import type { Shared } from "../shared.ts";
import { useStore } from "../use-store.ts";
import { factsOf } from "./facts.ts";

/** The pinned configurations, side by side. */
export function Pinned({ scatter, shared }: { readonly scatter: ScatterData; readonly shared: Shared }) {
  const { store, all, language } = shared;
  const words = exploreWords(language);
  const { pinned } = useStore(store);
  const facts = pinned.flatMap((id) => factsOf(id, { all, scatter, language }) ?? []);
  const [first] = facts;
  if (first === undefined) return null;
  const remove = (id: string) => store.set({ pinned: pinned.filter((one) => one !== id) });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="scroll pinned-cells" aria-label={words.pinned} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              {words.pinned}
              <button type="button" class="chip" onClick={() => store.set({ pinned: [] })}>
                {words.removeAll}
              </button>
            </th>
            {facts.map(({ id, name, detail }) => (
              <th key={id} scope="col">
                {name}
                <button type="button" class="remove" aria-label={words.remove(name)} onClick={() => remove(id)}>
                  ×
                </button>
                {detail === "" ? null : <small>{detail}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first.lines.map(({ term }, line) => (
            <tr key={line}>
              <th scope="row">{term}</th>
              {facts.map(({ id, lines }) => (
                <td key={id}>{lines[line]!.text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
