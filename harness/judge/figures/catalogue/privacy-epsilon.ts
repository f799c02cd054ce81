import type { QuantityFigure } from "../figure.ts";

export const privacyEpsilon = {
  name: "privacyEpsilon",
  title: "Privacy loss ε",
  help: "With any one training text or without it, no weights are more than e^ε times as probable, but for the probability δ",
  method:
    "ε is that of the whole training, by Rényi differential privacy of Poisson samples, and of a vocabulary that was chosen under its own. It holds for one text and one release of the weights. Scores, losses and a vocabulary that was simply counted on the texts are outside of it.",
  unit: "number",
  better: "lower",
  pooled: "median of trainings",
  read: ({ training: { privacy }, experiment: { tokenizer } }) => {
    if (privacy === undefined) return null;
    return privacy.epsilon + (typeof tokenizer.vocabulary === "object" ? tokenizer.vocabulary.epsilon : 0);
  },
  tables: ["configurations"],
  isShownIfMeasured: true,
} as const satisfies QuantityFigure;
