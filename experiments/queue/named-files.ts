import { vectorPackages } from "../../data/vectors/open-vectors.ts";
import { isEncoderPackage } from "../../harness/classifier/encoders/packages.ts";
import { splitSource } from "../../harness/contract/model-source.ts";
import type { PlanHeader } from "../../harness/queue/job-data.ts";

/**
 * The specs of models' sources and word vectors that lead to files of the planning machine, of which no worker has any: all but
 * packages that are known here.
 */
export function namedFiles({ sources = [], vectors = [] }: Pick<PlanHeader, "sources" | "vectors">): string[] {
  return [
    ...sources.map(({ spec }) => spec).filter(isSourceOfFiles),
    ...vectors.map(({ spec }) => spec).filter((spec) => !vectorPackages.includes(spec)),
  ];
}

function isSourceOfFiles(spec: string): boolean {
  const { argument } = splitSource(spec);
  return argument !== null && !isEncoderPackage(argument);
}
