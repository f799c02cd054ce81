import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { backends, usesGpu } from "../../backends/registry.ts";
import { offers } from "../../data/prices.ts";
import { datasets } from "../../data/registry.ts";
import { optionNames } from "../../data/table-options.ts";
import { readDocument } from "../../harness/base/documents/document.ts";
import { distillations, privacies, prunings, quantizations } from "../../harness/classifier/techniques/registry.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { schedules } from "../../harness/classifier/training/schedules/registry.ts";
import { AXES, PLAIN } from "../../harness/contract/axes.ts";
import { matricesIn } from "../../harness/measure/matrix/find.io.ts";
import { sources } from "../../harness/measure/phases/sources/registry.ts";
import { alignedLines } from "../../reports/aligned-table.ts";
import { LISTABLE, type Listable } from "../listable.ts";
import { print } from "../print.ts";
import { projectFolder } from "../project-folder.ts";
import { priceTable } from "./prices.ts";

/** Prints one list, or all of them: of the prices, only where to find them. */
export async function list(what: Listable | undefined): Promise<void> {
  if (what !== undefined) {
    print(await LISTS[what]());
    return;
  }
  for (const name of LISTABLE.filter((one) => one !== "prices")) {
    print([{ text: name, style: "strong" }, `\n${indented(await LISTS[name]())}\n`]);
  }
  print([{ text: "prices", style: "strong" }, `\n  ${offers.length} offers: pricewar prices lists them`]);
}

const LISTS: Readonly<Record<Listable, () => Promise<string>>> = {
  matrices: listMatrices,
  datasets: async () => columns(datasets.names.map((name) => [name, DATASETS[name] ?? ""])),
  backends: async () =>
    `${columns(backends.names.map((name) => [name, usesGpu(name) ? "on a GPU" : "on the CPU"]))}\n(pricewar backends tries each on this machine)`,
  prices: async () => priceTable(offers),
  levers: async () =>
    `${columns(await Promise.all(AXES.map(async (axis) => [axis, await valuesOf(axis)])))}\n(docs/levers.md has the values and the default of each)`,
};

/** How each is written; docs/data.md has the rest. */
const DATASETS: Readonly<Record<string, string>> = {
  "brown-press": "brown-press, the default: press against other prose",
  csv: `csv:TRAIN.csv, with any of the options ${optionNames("csv").join(",")}`,
  jsonl: `jsonl:TRAIN.jsonl, an object on each line, with ${optionNames("jsonl").join(",")}`,
  parquet: `parquet:TRAIN.parquet, with ${optionNames("parquet").join(",")}`,
  synthetic: "synthetic:rows=1000,classes=2, generated text to test scale",
};

async function listMatrices(): Promise<string> {
  const folder = join(projectFolder, "experiments", "matrices");
  const names = await matricesIn(folder);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, `${name}.json`), "utf8")));
  return columns(names.map((name, index) => [name, descriptionIn(texts[index]!, name)]));
}

function descriptionIn(text: string, name: string): string {
  const { value } = readDocument(text, `${name}.json`);
  return typeof value === "object" && value !== null && "description" in value ? String(value.description) : "";
}

/** The names that an axis takes; other axes take numbers or words that docs/levers.md describes. */
async function valuesOf(axis: string): Promise<string> {
  const registries = {
    optimizer: optimizers,
    schedule: schedules,
    distillation: distillations,
    privacy: privacies,
    pruning: prunings,
  };
  const plain = (PLAIN as Readonly<Record<string, readonly string[]>>)[axis]?.slice(0, 1) ?? [];
  if (axis === "quantization")
    return [...plain, ...quantizations.names.filter((name) => !plain.includes(name))].join(", ");
  if (axis === "model.source") return (await Promise.all(sources.names.map(writtenSource))).join(", ");
  const registry = (registries as Readonly<Record<string, { readonly names: readonly string[] }>>)[axis];
  if (registry !== undefined) return [...plain, ...registry.names].join(", ");
  return axis.toLowerCase().endsWith("backend") ? "see backends" : "";
}

/** As a matrix writes it: "tfidf", "onnx:FOLDER" */
async function writtenSource(name: string): Promise<string> {
  const { argument } = await sources.load(name);
  return argument === null ? name : `${name}:${argument}`;
}

function columns(rows: readonly (readonly string[])[]): string {
  return alignedLines(["", ""], rows).slice(1).join("\n");
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
