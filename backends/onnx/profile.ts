import { groupBy } from "../../harness/base/group-by.ts";

/** One kernel run in ONNX Runtime's profile. */
export interface KernelRun {
  readonly operator: string;
  readonly provider: string;
}

/** The kernels that a profile lists, in the order in which they ran. */
export function kernelRuns(profileJson: string): KernelRun[] {
  const events = JSON.parse(profileJson) as readonly {
    name?: string;
    args?: { op_name?: string; provider?: string };
  }[];
  return events.flatMap(({ name, args }) =>
    name?.endsWith("_kernel_time") && args?.op_name !== undefined && args.provider !== undefined
      ? [{ operator: args.op_name, provider: args.provider }]
      : [],
  );
}

/** These run a graph of their own, whose kernels the profile lists too; the provider of the loop itself does not matter. */
const CONTROL_FLOW = new Set(["Scan", "Loop", "If"]);

/** The provider of all kernels, or the sorted names of all that shared the work, joined by "+". */
export function providersOf(runs: readonly KernelRun[]): string {
  return Object.keys(operatorsByProvider(runs)).join("+");
}

/** The operators that each provider ran, sorted, each once. */
export function operatorsByProvider(runs: readonly KernelRun[]): Record<string, string[]> {
  const kernels = runs.filter(({ operator }) => !CONTROL_FLOW.has(operator));
  const byProvider = [...groupBy(kernels, ({ provider }) => provider)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    byProvider.map(([provider, own]) => [provider, [...new Set(own.map(({ operator }) => operator))].sort()]),
  );
}

/** Operators that multiply integers. */
const INTEGER_PRODUCT = /^(MatMulInteger|ConvInteger|DynamicQuantize(MatMul|LSTM)|QAttention|QGemm|QLinear|QOrdered)/;

/**
 * "float32", or "float32+int8" if any product used integers. Weights that are merely stored in fewer bits do not count.
 * @param isRounded whether a product of such weights rounded its inputs, which its kernel's name does not say
 */
export function kernelPrecision(runs: readonly KernelRun[], isRounded: boolean): string {
  const isInteger = isRounded || runs.some(({ operator }) => INTEGER_PRODUCT.test(operator));
  return isInteger ? "float32+int8" : "float32";
}
