import { join } from "node:path";
import { embeddingRows } from "./graph/graph-facts.ts";
import { inFile, type Pretrained } from "./pretrained.io.ts";
import { keptEnd, lengthLimit, type Padding, paddingOf } from "./settings.ts";
import { createTextTokenizer, type TextTokenizer } from "./tokenizer/text-tokenizer.ts";
import { unusable } from "./unusable.ts";

/** How a folder's graph is given texts. */
export interface FolderTokenizer {
  readonly tokenizer: TextTokenizer;
  readonly padding: Padding;
}

/**
 * Opens a folder's tokenizer, without its graph.
 * @param maxLength most tokens of a text, special ones included; by default what the folder says, null for no limit
 * @throws ConfigError on a tokenizer that cannot be applied, has ids that the graph lacks, or does not say what pads a text
 */
export function openFolderTokenizer(
  pretrained: Pretrained,
  maxLength: number | null = lengthLimit(pretrained.settings),
): FolderTokenizer {
  const { path, settings } = pretrained;
  const opened = inFile(join(path, "tokenizer.json"), () => {
    const tokenizer = createTextTokenizer(settings.tokenizerFile, { maxLength, keep: keptEnd(settings) });
    return { tokenizer, padding: paddingOf(settings, tokenizer.idOf) };
  });
  refuseIdsBeyond(pretrained, opened.tokenizer.largest);
  return opened;
}

/** Refuses a tokenizer whose ids the graph has no rows for. */
function refuseIdsBeyond({ path, graph }: Pretrained, largest: { readonly id: number; readonly token: string }): void {
  const rows = embeddingRows(graph, "input_ids");
  if (rows === null || largest.id < rows) return;
  const problem = `the token "${largest.token}" has the id ${largest.id}, and the graph's embedding ${rows} rows`;
  throw unusable(join(path, "tokenizer.json"), `${problem}; take both files from the same model`);
}
