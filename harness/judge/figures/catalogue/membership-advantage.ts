import type { QuantityFigure } from "../figure.ts";

export const membershipAdvantage = {
  name: "membershipAdvantage",
  title: "Advantage of an attacker",
  help: "Who calls every text with at most the mean loss of the training rows a training text: rate of hits less that of false alarms; 0 where that is below 0",
  unit: "share",
  better: "lower",
  pooled: "mean of trainings",
  read: ({ quality: { membership } }) => (membership === undefined ? null : Math.max(0, membership.advantage)),
  tables: [],
} as const satisfies QuantityFigure;
