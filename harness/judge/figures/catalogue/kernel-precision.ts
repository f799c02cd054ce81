import type { TextFigure } from "../figure.ts";

export const kernelPrecision = {
  name: "kernelPrecision",
  title: "Precision",
  help: "Numeric types that the kernels used, as reported by the runtime",
  unit: "id",
  better: "none",
  read: ({ executed }) => executed.kernelPrecision,
  tables: ["configurations"],
} as const satisfies TextFigure;
