import type { Design } from "../linear/design.ts";
import type { SparseRows } from "./sparse-rows.ts";

/** Sparse rows as the solver multiplies them: the time is that of the entries that are not zero. */
export function sparseDesign({ rows, columns, offsets, indices, values }: SparseRows): Design {
  return {
    rows,
    columns,
    times: (kernel, outputs, into, some) => {
      for (let row = some.start; row < some.end; row += 1) {
        const to = (row - some.start) * outputs;
        const end = offsets[row + 1]!;
        for (let output = 0; output < outputs; output += 1) {
          const at = output * columns;
          let sum = 0;
          for (let entry = offsets[row]!; entry < end; entry += 1)
            sum += values[entry]! * kernel[at + indices[entry]!]!;
          into[to + output] = sum;
        }
      }
    },
    addTransposeTimes: (errors, outputs, into, some) => {
      for (let row = some.start; row < some.end; row += 1) {
        const from = (row - some.start) * outputs;
        const end = offsets[row + 1]!;
        for (let output = 0; output < outputs; output += 1) {
          const at = output * columns;
          const error = errors[from + output]!;
          for (let entry = offsets[row]!; entry < end; entry += 1)
            into[at + indices[entry]!]! += error * values[entry]!;
        }
      }
    },
  };
}
