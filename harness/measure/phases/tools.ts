import type { Registry } from "../../base/registry.ts";
import type { ModelSource } from "./sources/source.ts";
import type { SourceTools } from "./sources/source-tools.ts";

export type { ServiceModel } from "./sources/source-tools.ts";

/** What an entry point passes to the phases. */
export interface PhaseTools extends SourceTools {
  readonly sources: Registry<ModelSource>;
}
