import { join, resolve } from "node:path";
import { openFolderTokenizer } from "../../../../classifier/pretrained/folder-tokenizer.ts";
import { declaredOutputs } from "../../../../classifier/pretrained/graph/declared-outputs.ts";
import { inFile, readPretrained } from "../../../../classifier/pretrained/pretrained.io.ts";
import { pretrainedPlace } from "../../../../classifier/pretrained/pretrained-place.ts";
import { labelNames } from "../../../../classifier/pretrained/settings.ts";
import { scoresOutput } from "../../../../classifier/pretrained/text-outputs.ts";
import type { PinnedSource } from "../../../../contract/model-source.ts";
import { pinnedId } from "../pinned-files.io.ts";

/** Names a folder, or one of its graphs, by its content. @throws ConfigError on a folder that is no text classifier */
export async function pinOnnx(argument: string, baseFolder: string): Promise<PinnedSource> {
  const place = pretrainedPlace(resolve(baseFolder, argument));
  const { folder } = place;
  const pretrained = await readPretrained(folder, place);
  const { sources, licence, settings, graph, graphName } = pretrained;
  inFile(join(folder, graphName), () => scoresOutput(declaredOutputs(graph)));
  const labels = inFile(join(folder, "config.json"), () => labelNames(settings.model));
  openFolderTokenizer(pretrained);
  return {
    id: await pinnedId("onnx", folder, sources),
    files: { folder, names: sources },
    ...(licence === null ? {} : { licence }),
    ...(labels === null ? {} : { labels }),
  };
}
