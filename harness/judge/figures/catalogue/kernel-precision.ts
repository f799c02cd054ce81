import type { TextFigure } from "../figure.ts";

export const kernelPrecision = {
  name: "kernelPrecision",
  title: "Computes in",
  help: "Types that the kernels computed in, read back from the runtime",
  unit: "id",
  better: "none",
  read: ({ executed }) => executed.kernelPrecision,
  tables: ["configurations"],
} as const satisfies TextFigure;
