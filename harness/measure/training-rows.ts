import { formatCount } from "../base/counts.ts";
import { ConfigError } from "../base/errors.ts";
import { type SplitData, sideRows } from "../classifier/text/side-rows.ts";
import type { Dataset } from "../contract/index.ts";
import { ALL_ROWS } from "../contract/training-fields.ts";
import type { Matrix } from "./matrix/matrix.ts";

/**
 * Tries the parts of a dataset's training rows that cells use, before any of them runs.
 * @throws ConfigError on more rows than there are, or too few for one of each class
 */
export function refuseImpossibleRows(
  { cells }: Pick<Matrix, "cells">,
  spec: string,
  dataset: SplitData & Pick<Dataset, "labels">,
): void {
  const parts = new Map(
    cells.flatMap(({ experiment: { dataset: own, training } }) => {
      const { rows = ALL_ROWS, validation } = training;
      return own === spec && rows !== ALL_ROWS ? [[`${rows} ${validation}`, { rows, validation }] as const] : [];
    }),
  );
  for (const { rows, validation } of parts.values()) {
    const refuse = (problem: string) => new ConfigError(`training.rows ${rows}: ${dataset.id} ${problem}`);
    const { length } = sideRows(dataset, validation).train;
    if (rows > length) {
      const held = validation === 0 ? "" : `, without the validation rows (validation ${validation})`;
      throw refuse(`has ${formatCount(length)} training rows${held}; take no more than that, or "${ALL_ROWS}"`);
    }
    const classes = dataset.labels.length;
    if (rows < classes) throw refuse(`has ${classes} classes, and each needs a training row; take at least ${classes}`);
  }
}
