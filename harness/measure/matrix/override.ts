import { ConfigError } from "../../base/errors.ts";
import { fieldNames } from "./expand.ts";
import type { Matrix } from "./matrix.ts";

/**
 * The matrix on another dataset, for --dataset.
 * @throws ConfigError if the matrix itself varies the dataset or selects by it, so that it is unclear which one to replace
 */
export function withDataset(matrix: Matrix, dataset: string): Matrix {
  const selectors = [...matrix.exclude, ...(matrix.baseline === null ? [] : [matrix.baseline])];
  if (fieldNames(matrix).includes("dataset") || selectors.some(({ given }) => given.dataset !== undefined)) {
    throw new ConfigError(
      `--dataset ${dataset}: the matrix "${matrix.name}" names datasets outside its base; edit the matrix, or leave --dataset out`,
    );
  }
  const cells = matrix.cells.map((cell) => ({
    ...cell,
    settings: { ...cell.settings, dataset },
    experiment: { ...cell.experiment, dataset },
    teacher: cell.teacher === null ? null : { ...cell.teacher, dataset },
  }));
  return { ...matrix, base: { ...matrix.base, dataset }, cells };
}
