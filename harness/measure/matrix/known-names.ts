import { problemsOf } from "../../base/documents/issues.ts";
import type { Problem } from "../../base/documents/problems.ts";
import { ConfigError } from "../../base/errors.ts";
import type { Registry } from "../../base/registry.ts";
import { type OrderProblem, orderProblem } from "../../classifier/techniques/order.ts";
import { distillations, privacies, prunings, quantizations, techniques } from "../../classifier/techniques/registry.ts";
import { optimizers } from "../../classifier/training/optimizers/registry.ts";
import { schedules } from "../../classifier/training/schedules/registry.ts";
import { isSteered } from "../../classifier/training/schedules/schedule.ts";
import type { Shorthand } from "../../contract/axes.ts";
import type { PluginSpec } from "../../contract/index.ts";
import type { GraphKind, SourceDeclaration } from "../../contract/model-source.ts";
import { ParameterError, parametersOf } from "../../contract/plugin.ts";
import type { Distillation } from "../../contract/training-variant.ts";

export type PluginKind = "optimizer" | "schedule" | "technique";

/** The harness's own plugins. */
export interface KnownPlugins {
  readonly optimizers: readonly string[];
  /** Optimizers that take all training rows as one batch by definition. */
  readonly wholeBatchOptimizers: readonly string[];
  readonly schedules: readonly string[];
  readonly techniques: readonly string[];
  /** Techniques that each shorthand axis takes. */
  readonly shorthands: Readonly<Record<Shorthand, readonly string[]>>;
  /** Problems with the parameters of a known plugin, by path within the spec. */
  parameterProblems(kind: PluginKind, spec: PluginSpec): readonly Problem[];
  /** How many numbers an optimizer with valid parameters keeps of each weight, beside the weight itself. */
  slotsOf(optimizer: PluginSpec): number;
  /** Whether a technique with valid parameters changes the training itself. */
  changesTraining(technique: PluginSpec): boolean;
  /** Whether a technique with valid parameters looks at training texts, or trains further, after the training. */
  readsTexts(technique: PluginSpec): boolean;
  /** Whether a schedule with valid parameters depends on the validation loss. */
  needsValidation(schedule: PluginSpec): boolean;
  /** The distillation of a technique with valid parameters; undefined for any other technique. */
  distillationOf(technique: PluginSpec): Distillation | undefined;
  /** Whether a technique with valid parameters makes the training differentially private. */
  isPrivate(technique: PluginSpec): boolean;
  /** Why a list of techniques with valid parameters is impossible; null if it is possible. */
  orderProblem(techniques: readonly PluginSpec[]): OrderProblem | null;
}

/** What is known of the sources that a model may come from. */
export type KnownSources = Pick<KnownNames, "sources" | "declarationOf">;

/**
 * Every name that a matrix file may use. The harness does not know backends, datasets and prices: entry points pass them
 * in.
 */
export interface KnownNames extends KnownPlugins {
  readonly backends: readonly string[];
  /** The most threads that a backend trains and serves on. */
  mostThreads(backend: string): { readonly train: number; readonly serve: number };
  /** Whether a backend computes on a GPU. */
  usesGpu(backend: string): boolean;
  /** Whether several processes can train one model on a backend. */
  trainsTogether(backend: string): boolean;
  /** The graphs of others that a backend runs. */
  graphsOf(backend: string): readonly GraphKind[];
  /** Words before the colon of a model source, such as "onnx" in "onnx:models/bert". */
  readonly sources: readonly string[];
  /** What a known source says of itself. */
  declarationOf(source: string): SourceDeclaration;
  /** Words before the colon of a dataset, such as "csv" in "csv:train.csv". */
  readonly datasets: readonly string[];
  /** Memory of the machine that trains; null where that is not known yet, as of workers. */
  readonly memoryBytes: number | null;
  /** Price ids, such as "aws/c7i.large/us-east-1/on-demand". */
  readonly prices: readonly string[];
}

interface Bindable {
  bind(parameters: ReturnType<typeof parametersOf>): unknown;
}

/** Loads the harness's plugins, so that their parameters can be checked early. None of them is a native library. */
export async function loadKnownPlugins(): Promise<KnownPlugins> {
  const loadedOptimizers = await loadAll(optimizers);
  const loadedTechniques = await loadAll(techniques);
  const loadedSchedules = await loadAll(schedules);
  const bound = (spec: PluginSpec) => loadedTechniques.get(spec.name)!.bind(parametersOf(spec));
  const plugins: Record<PluginKind, ReadonlyMap<string, Bindable>> = {
    optimizer: loadedOptimizers,
    schedule: loadedSchedules,
    technique: loadedTechniques,
  };
  return {
    optimizers: optimizers.names,
    wholeBatchOptimizers: optimizers.names.filter((name) => loadedOptimizers.get(name)?.wholeBatch === true),
    schedules: schedules.names,
    techniques: techniques.names,
    shorthands: {
      distillation: distillations.names,
      privacy: privacies.names,
      pruning: prunings.names,
      quantization: quantizations.names,
    },
    parameterProblems: (kind, spec) => bindingProblems(plugins[kind].get(spec.name), kind, spec),
    slotsOf: (spec) => loadedOptimizers.get(spec.name)!.bind(parametersOf(spec)).slots.length,
    changesTraining: (spec) => bound(spec).training !== undefined,
    readsTexts: (spec) => bound(spec).readsTexts === true,
    needsValidation: (spec) => isSteered(loadedSchedules.get(spec.name)!.bind(parametersOf(spec))),
    distillationOf: (spec) => bound(spec).training?.distillation,
    isPrivate: (spec) => bound(spec).training?.privacy !== undefined,
    orderProblem: (specs) => orderProblem(specs.map((spec) => ({ name: spec.name, ...bound(spec) }))),
  };
}

async function loadAll<P>(registry: Registry<P>): Promise<ReadonlyMap<string, P>> {
  return new Map(await Promise.all(registry.names.map(async (name) => [name, await registry.load(name)] as const)));
}

function bindingProblems(plugin: Bindable | undefined, kind: PluginKind, spec: PluginSpec): Problem[] {
  try {
    plugin?.bind(parametersOf(spec));
    return [];
  } catch (error) {
    if (error instanceof ParameterError) return schemaProblems(error, kind, spec);
    if (error instanceof ConfigError) return [{ path: [], at: "value", message: error.message }];
    throw error;
  }
}

function schemaProblems({ issues, known }: ParameterError, kind: PluginKind, spec: PluginSpec): Problem[] {
  if (known?.length === 0) return noParameters(kind, spec);
  return issues.flatMap((issue) =>
    problemsOf(issue, parametersOf(spec), (path) => ({
      kind: "parameter",
      keys: path.length === 0 ? (known ?? []) : [],
    })),
  );
}

/** A problem for each parameter of a plugin that takes none. */
export function noParameters(kind: string, spec: PluginSpec): Problem[] {
  return Object.keys(parametersOf(spec)).map((parameter) => ({
    path: [parameter],
    at: "key",
    message: `${kind} ${spec.name} takes no parameters; remove it`,
  }));
}
