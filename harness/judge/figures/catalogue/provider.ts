import type { TextFigure } from "../figure.ts";

export const provider = {
  name: "provider",
  title: "Provider",
  help: "The runtime’s own name of what executed the model",
  unit: "id",
  better: "none",
  read: ({ executed }) => executed.provider,
  tables: [],
  detail: { label: "provider" },
} as const satisfies TextFigure;
