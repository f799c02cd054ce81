import { labelledId, splitSource } from "../harness/contract/model-source.ts";
import type { KnownNames } from "../harness/measure/matrix/known-names.ts";
import type { Matrix } from "../harness/measure/matrix/matrix.ts";
import { sourceSpecs } from "../harness/measure/matrix/source-settings.ts";
import type { KnownSource } from "../harness/measure/plan-content.ts";

/** The sources of a matrix' models, with the content that each stands for. */
export async function knownSources(
  matrix: Matrix,
  { declarationOf }: Pick<KnownNames, "declarationOf">,
): Promise<ReadonlyMap<string, KnownSource>> {
  const known = sourceSpecs(matrix.cells).map(async (spec) => {
    const { name, argument } = splitSource(spec);
    const { pin, isPretrained } = declarationOf(name);
    const pinned = argument === null || pin === undefined ? { id: name } : await pin(argument, process.cwd());
    const labelMap = isPretrained ? (matrix.labels ?? undefined) : undefined;
    const id = labelledId(pinned.id, labelMap);
    return [spec, { ...pinned, id, isPretrained, ...(labelMap && { labelMap }) }] as const;
  });
  return new Map(await Promise.all(known));
}
