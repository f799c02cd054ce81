import { join } from "node:path";
import { artifactSha256 } from "../../base/folders.io.ts";
import { damaged } from "./part-json.ts";
import { sumOfLabels, type Ties } from "./ties.ts";

/**
 * Refuses files that are not those which a config.json was written with.
 * @throws RecordError naming the first one
 */
export async function refuseUntied(
  folder: string,
  config: string,
  { labels, ties }: { readonly labels: readonly string[]; readonly ties: Ties },
): Promise<void> {
  if (sumOfLabels(labels) !== ties.labels)
    throw damaged(config, "its labels are not those that the model was made with");
  for (const [name, sum] of Object.entries(ties.files)) {
    const file = join(folder, name);
    const found = await artifactSha256(folder, name).catch(() => null);
    if (found === null) throw damaged(file, `cannot be read, and ${config} needs it`);
    if (found !== sum) throw damaged(file, `it is not the one that ${config} was written with`);
  }
}
