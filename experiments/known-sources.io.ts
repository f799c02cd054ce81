import { splitSource } from "../harness/contract/model-source.ts";
import type { KnownNames } from "../harness/measure/matrix/known-names.ts";
import type { Matrix } from "../harness/measure/matrix/matrix.ts";
import { type KnownSource, sourceSpecs } from "../harness/measure/plan.ts";

/** The sources of a matrix' models, with the content that each stands for. */
export async function knownSources(
  matrix: Matrix,
  { declarationOf }: Pick<KnownNames, "declarationOf">,
): Promise<ReadonlyMap<string, KnownSource>> {
  const known = sourceSpecs(matrix).map(async (spec) => {
    const { name, argument } = splitSource(spec);
    const { pin, isPretrained } = declarationOf(name);
    const pinned = argument === null || pin === undefined ? { id: name } : await pin(argument, process.cwd());
    return [spec, { ...pinned, isPretrained }] as const;
  });
  return new Map(await Promise.all(known));
}
