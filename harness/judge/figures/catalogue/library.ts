import type { TextFigure } from "../figure.ts";
import { provider } from "./provider.ts";

export const library = {
  name: "library",
  title: "Ran on",
  help: "Library and, below, provider, as reported by the runtime",
  unit: "id",
  better: "none",
  read: ({ executed }) => executed.library,
  tables: ["runs"],
  details: [provider],
} as const satisfies TextFigure;
