import { graphId } from "../../../../classifier/model-file/model-facts.ts";
import { readPretrained } from "../../../../classifier/pretrained/pretrained.io.ts";
import { PRETRAINED_PART, pretrainedPlace } from "../../../../classifier/pretrained/pretrained-place.ts";
import { float16 } from "../../../../classifier/pretrained/quantizations/float16.ts";
import { int8Dynamic } from "../../../../classifier/pretrained/quantizations/int8-dynamic.ts";
import type { GraphQuantization } from "../../../../classifier/pretrained/quantizations/quantize-graph.ts";
import type { PluginSpec } from "../../../../contract/index.ts";
import type { CompressJob, CompressReport } from "../../phase-jobs.ts";
import { readLabels } from "../../raw-corpus-files.io.ts";
import { writeSourceFolder } from "../source-folder.io.ts";
import type { SourceTools } from "../source-tools.ts";

/** Writes the pretrained files, the graph with its weights as the cell stores them, in a folder of the data's labels. */
export async function compress(job: CompressJob, tools: SourceTools): Promise<CompressReport> {
  const labels = await readLabels(job);
  const quantization = quantizationOf(job.techniques[0]);
  const startMs = tools.nowMs();
  const { folder, graphName } = pretrainedPlace(job.source!.argument!);
  const pretrained = await readPretrained(folder, { graphName, quantization });
  const compressWallMs = quantization === undefined ? 0 : tools.nowMs() - startMs;
  const files = Object.fromEntries(
    Object.entries(pretrained.files).map(([name, content]) => [`${PRETRAINED_PART}/${name}`, content]),
  );
  const { parameters } = pretrained;
  const report = await writeSourceFolder(job, { labels, files, parameters, compressWallMs }, tools);
  return { ...report, graph: graphId(pretrained.bytes) };
}

/** Its parameters have passed the technique's own schema. */
function quantizationOf(technique: PluginSpec | undefined): GraphQuantization | undefined {
  if (technique === undefined) return undefined;
  return technique.name === float16.name
    ? float16
    : int8Dynamic(technique.granularity as "channel" | "tensor" | undefined);
}
