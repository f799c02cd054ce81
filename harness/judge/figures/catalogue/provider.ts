import type { TextFigure } from "../figure.ts";

export const provider = {
  name: "provider",
  title: "Provider",
  help: "What executed the model, as named by the runtime",
  unit: "id",
  better: "none",
  read: ({ executed }) => executed.provider,
  tables: [],
  detail: { label: "provider" },
} as const satisfies TextFigure;
