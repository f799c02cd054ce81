import type { DataDoubt, Dataset } from "../contract/index.ts";

/** How pandas and programs that follow it write and read a missing value. @see pandas/_libs/parsers.pyx, STR_NA_VALUES */
const MISSING = new Set([
  ...["NA", "N/A", "n/a", "<NA>", "#NA", "#N/A", "#N/A N/A", "NaN", "nan", "-NaN", "-nan", "NULL", "null", "None"],
  ...["1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"],
]);

/** Classes that are most likely rows without a label, which a program wrote as text. A class may be called so: Namibia is NA. */
export function missingLabelDoubts({ labels }: Pick<Dataset, "labels">): DataDoubt[] {
  const missing = labels.filter((label) => MISSING.has(label.trim()));
  return missing.length === 0 ? [] : [{ kind: "missing-labels", labels: missing }];
}
