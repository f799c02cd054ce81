import type { Scenario as ScenarioName } from "../../../contract/scenarios.ts";
import type { Scenario } from "./scenario.ts";

/** Scenarios in which the process that measures also serves. Each loads only its own code. */
export const IN_PROCESS: Readonly<Record<Exclude<ScenarioName, "http">, () => Promise<Scenario>>> = {
  "closed-loop": async () => (await import("./closed-loop.ts")).closedLoop,
  "single-stream": async () => (await import("./single-stream.ts")).singleStream,
  offline: async () => (await import("./offline.ts")).offline,
  server: async () => (await import("./server.ts")).server,
};
