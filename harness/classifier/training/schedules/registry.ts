import { createRegistry } from "../../../base/registry.ts";
import type { SchedulePlugin } from "./schedule.ts";

export const schedules = createRegistry<SchedulePlugin>("schedule", {
  constant: async () => (await import("./constant.ts")).constant,
  step: async () => (await import("./step.ts")).step,
  exponential: async () => (await import("./exponential.ts")).exponential,
  polynomial: async () => (await import("./polynomial.ts")).polynomial,
  cosine: async () => (await import("./cosine.ts")).cosine,
  "warmup-cosine": async () => (await import("./warmup-cosine.ts")).warmupCosine,
  "one-cycle": async () => (await import("./one-cycle.ts")).oneCycle,
  "reduce-on-plateau": async () => (await import("./reduce-on-plateau.ts")).reduceOnPlateau,
});
