import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type ComparedCell, cellsId, LISTED_RUNS, type ListedRun } from "../page/compared-run.ts";
import { compareWords } from "../words/compare.ts";
import { chosenRuns, compareRuns } from "./compare.ts";
import { compareSentences } from "./compare-sentences.ts";
import { compareTable } from "./compare-table.ts";
import { keptTogether } from "./keep-together.ts";
import { readPayload } from "./payload.ts";
import type { Shared } from "./shared.ts";
import { SharedTable } from "./tables.tsx";
import { useStore } from "./use-store.ts";

/** Puts a comparison of two runs in its place, if the page lists several. */
export async function mountCompare(main: ParentNode, shared: Shared): Promise<void> {
  const place = main.querySelector("[data-compare]");
  const runs = await readPayload<readonly ListedRun[]>(LISTED_RUNS);
  if (place === null || runs === null || runs.length < 2) return;
  place.replaceChildren();
  render(<Compare runs={runs} shared={shared} />, place);
}

interface CompareProps {
  readonly runs: readonly ListedRun[];
  readonly shared: Shared;
}

const SIDES = ["a", "b"] as const;

function Compare({ runs, shared }: CompareProps) {
  const { store, language } = shared;
  const { compare } = useStore(store);
  const chosen = chosenRuns(runs, compare);
  const [a, b] = [useCells(chosen.a), useCells(chosen.b)];
  const comparison = useMemo(() => (a === null || b === null ? null : compareRuns(a, b)), [a, b]);
  const table = useMemo(
    () => (comparison === null ? null : compareTable(comparison, language)),
    [comparison, language],
  );
  const choose = (side: "a" | "b", place: number) => {
    const places = { ...chosen, [side]: place };
    store.set({ compare: { a: runs[places.a]!.folder, b: runs[places.b]!.folder } });
  };
  return (
    <>
      <div class="axis-choice">
        {SIDES.map((side) => (
          <label key={side}>
            <span>{side.toUpperCase()}</span>
            <select
              value={String(chosen[side])}
              onChange={({ currentTarget }) => choose(side, Number(currentTarget.value))}
            >
              {runs.map((run, place) => (
                <option key={run.folder} value={String(place)}>
                  {nameOf(run)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {comparison === null || table === null ? null : (
        <>
          <p class="comparison" aria-live="polite">
            {keptTogether(compareSentences(comparison, language).join(compareWords[language].space))}
          </p>
          <SharedTable data={table} page={shared} />
        </>
      )}
    </>
  );
}

/** "quant · 2026-11-29 17:00" */
function nameOf({ folder, measured }: ListedRun): string {
  return measured === null ? folder : `${folder} · ${measured.slice(0, 16).replace("T", " ")}`;
}

/** The cells of a run, inflated once it is chosen; until then those of the one before, so that what is said is not taken away. */
function useCells(place: number): readonly ComparedCell[] | null {
  const [cells, setCells] = useState<readonly ComparedCell[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    readPayload<readonly ComparedCell[]>(cellsId(place)).then((read) => {
      if (isWanted && read !== null) setCells(read);
    });
    return () => {
      isWanted = false;
    };
  }, [place]);
  return cells;
}
