import type { BaselineHistory } from "../../../reports/check/history.ts";

interface Figures {
  readonly modelBytes?: number | null;
  readonly accuracy?: number | null;
  readonly usdPerMillionTexts?: number | null;
}

export function configuration(label: string, figures: Figures = {}) {
  return {
    cell: `cell of ${label}`,
    label,
    accuracy: 0.9,
    modelBytes: 640_000,
    parameters: 160_000,
    textsPerSecond: 50_000,
    usdPerMillionTexts: 0.0005,
    ...figures,
  };
}

/** Three commits; at the second int8-rows shrinks by a tenth, at the third float32 loses two points and costs double. */
export const HISTORY: BaselineHistory = {
  name: "quant",
  entries: [
    {
      commit: "aaaaaaa111",
      date: "2026-09-01T10:00:00.000Z",
      configurations: [configuration("float32"), configuration("int8-rows", { modelBytes: 200_000 })],
    },
    {
      commit: "bbbbbbb222",
      date: "2026-10-01T10:00:00.000Z",
      configurations: [configuration("float32"), configuration("int8-rows", { modelBytes: 180_000 })],
    },
    {
      commit: "ccccccc333",
      date: "2026-11-01T10:00:00.000Z",
      configurations: [
        configuration("float32", { accuracy: 0.88, usdPerMillionTexts: 0.001 }),
        configuration("int8-rows", { modelBytes: 180_000 }),
      ],
    },
  ],
};
