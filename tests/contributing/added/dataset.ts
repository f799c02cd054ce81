import type { DatasetLoader } from "../../../data/spec.ts";
import { contentId } from "../../../harness/base/canonical-json.ts";

/** "parity:ROWS": numbers as words, and whether they are even. */
export const openParity: DatasetLoader = async (parameters) => {
  const rows = Array.from({ length: Number(parameters) }, (_, number) => ({
    text: [...String(number)].map((digit) => `digit${digit}`).join(" "),
    label: number % 2,
  }));
  return {
    id: `parity@${contentId(rows)}`,
    labels: ["even", "odd"],
    rowCounts: { train: rows.length, test: null },
    rows: async function* () {
      yield* rows;
    },
  };
};
