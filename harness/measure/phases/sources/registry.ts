import { createRegistry } from "../../../base/registry.ts";
import { REFERENCE } from "../../../contract/model-source.ts";
import type { ModelSource } from "./source.ts";

/** Adding a source takes one file and one line here. */
export const sources = createRegistry<ModelSource>("model source", {
  [REFERENCE]: async () => (await import("./reference.ts")).reference,
  majority: async () => (await import("./majority.ts")).majority,
});
