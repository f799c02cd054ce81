import type { CorpusFacts, Plan } from "../../contract/index.ts";
import { maskOf } from "../../contract/masking.ts";
import type { Analysis } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";

/** Something that pricewar knows itself, or that the matrix states. */
export interface Fact {
  readonly text: string;
  readonly from: "known" | "stated";
}

export interface DataFacts {
  readonly id: string;
  /** The part of the id behind the @: of the content's SHA-256. */
  readonly hash: string;
  /** As the matrix names it. */
  readonly spec: string;
  /** Null for texts that are read without their labels. */
  readonly rows: Plan["datasets"][number]["rowCounts"] | null;
  /** Null where nobody said. */
  readonly source: Fact | null;
  readonly licence: Fact | null;
  /** Whether it has no licence since it was generated. */
  readonly isGenerated: boolean;
}

/** What trained models promise of their texts. */
export interface PrivacyBudget {
  readonly epsilon: number;
  readonly delta: number;
  readonly runs: number;
}

/** What one must know of a run's data to keep it, pass it on or delete it. Null where it is not known. */
export interface ComplianceNote {
  readonly data: readonly DataFacts[];
  /** What else models are made of, such as word vectors and pretrained models. */
  readonly parts: readonly { readonly spec: string; readonly licence: string | null }[];
  readonly masked: {
    readonly cells: number;
    readonly of: number;
    /** What was found in the texts, once for runs that found the same. */
    readonly found: readonly NonNullable<CorpusFacts["masked"]>[];
  };
  readonly privacy: {
    /** Runs that finished. */
    readonly of: number;
    /** By what it is, the strongest promise first; empty where none is made. */
    readonly budgets: readonly PrivacyBudget[];
  };
  /** ISO 8601, a date. */
  readonly retainUntil: string | null;
  readonly readers: readonly string[] | null;
  /** Whoever can open the run's files; absent for files in clear. */
  readonly encryptedTo?: readonly string[];
}

/** From the plan and the records alone, so that it can be written again. */
export function complianceNote({ plan, cells }: Pick<Analysis, "plan" | "cells">): ComplianceNote {
  const { compliance = {}, datasets, unlabelled = [], vectors = [], sources = [] } = plan;
  const runs = finishedRuns(cells);
  const found = runs.flatMap(({ corpus }) => corpus?.masked ?? []);
  return {
    data: [
      ...datasets.map((dataset) => dataFacts(dataset, plan)),
      ...unlabelled
        .filter(({ id }) => datasets.every((dataset) => dataset.id !== id))
        .map((texts) => dataFacts({ ...texts, rowCounts: null }, plan)),
    ],
    parts: [...vectors, ...sources.filter(({ spec }) => spec.includes(":"))].map(({ spec, licence = null }) => ({
      spec,
      licence,
    })),
    masked: {
      cells: plan.cells.filter(({ experiment }) => maskOf(experiment.tokenizer).length > 0).length,
      of: plan.cells.length,
      found: [...new Map(found.map((masked) => [JSON.stringify(masked), masked])).values()],
    },
    privacy: { of: runs.length, budgets: budgetsOf(runs) },
    retainUntil: compliance.retainUntil ?? null,
    readers: compliance.readers ?? null,
    ...(plan.encryptedTo && { encryptedTo: plan.encryptedTo }),
  };
}

function dataFacts(
  {
    id,
    spec,
    origin,
    rowCounts,
  }: Pick<Plan["datasets"][number], "id" | "spec" | "origin"> & { readonly rowCounts: DataFacts["rows"] },
  { compliance = {} }: Plan,
): DataFacts {
  const { source, licence } = compliance;
  const own = { id, spec, hash: id.slice(id.lastIndexOf("@") + 1), rows: rowCounts };
  if (origin !== undefined) {
    const isGenerated = origin.licence === undefined;
    return { ...own, source: known(origin.source), licence: isGenerated ? null : known(origin.licence), isGenerated };
  }
  return { ...own, source: stated(source), licence: stated(licence), isGenerated: false };
}

function known(text: string | undefined): Fact | null {
  return text === undefined ? null : { text, from: "known" };
}

function stated(text: string | undefined): Fact | null {
  return text === undefined ? null : { text, from: "stated" };
}

/** Of the training and, where its words were chosen under a promise of their own, of that, too: losses add up. */
function budgetsOf(runs: ReturnType<typeof finishedRuns>): PrivacyBudget[] {
  const budgets = new Map<string, PrivacyBudget>();
  for (const { training, experiment } of runs) {
    if (training.privacy === undefined) continue;
    const { vocabulary } = experiment.tokenizer;
    const ofWords = typeof vocabulary === "object" ? vocabulary : { epsilon: 0, delta: 0 };
    const epsilon = training.privacy.epsilon + ofWords.epsilon;
    const delta = training.privacy.delta + ofWords.delta;
    const key = `${epsilon} ${delta}`;
    budgets.set(key, { epsilon, delta, runs: (budgets.get(key)?.runs ?? 0) + 1 });
  }
  return [...budgets.values()].sort((a, b) => a.epsilon - b.epsilon);
}
