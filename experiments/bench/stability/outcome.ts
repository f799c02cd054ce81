import * as z from "zod";
import { canonicalJson } from "../../../harness/base/canonical-json.ts";
import { RecordError } from "../../../harness/base/errors.ts";

/** What one run of a matrix says. */
export interface RunOutcome {
  /** One, or one for each condition. */
  readonly answers: readonly NamedAnswer[];
  /** Of finished configurations, by name. */
  readonly costs: ReadonlyMap<string, StatedCost>;
}

export interface NamedAnswer {
  /** What is given where it holds; null where the answer is about all configurations. */
  readonly condition: string | null;
  readonly kind: string;
  /** Name of the configuration that is named; null if none is. */
  readonly winner: string | null;
  /** Names of those that cannot be told from it. */
  readonly tied: readonly string[];
  /** Names of those that cost measurably more or less. */
  readonly told: readonly string[];
}

export interface StatedCost {
  /** US dollars per million texts. */
  readonly usd: number;
  /** Costs of two configurations without a common letter are told apart; null where a run has no letters. */
  readonly letters: string | null;
  /** What is given; nothing compares it with costs where something else is. Null where nothing is that varies. */
  readonly condition: string | null;
}

const answerSchema = z.object({
  kind: z.string(),
  winner: z.string().nullable(),
  tied: z.array(z.string()),
  comparisons: z.array(z.object({ configuration: z.string(), verdict: z.string() })).default([]),
});

const conditionSchema = z.record(z.string(), z.json());

/** What summary.json has in common between commits; older ones have no letters, no scenarios and no conditions. */
const summarySchema = z.object({
  answer: answerSchema.extend({
    scenarios: z.array(z.object({ scenario: z.string(), answer: answerSchema })).optional(),
    conditions: z.array(z.object({ condition: conditionSchema, answer: answerSchema })).optional(),
  }),
  configurations: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      condition: conditionSchema.optional(),
      fields: z.object({ "serving.scenario": z.string().optional() }).default({}),
      figures: z.object({ usdPerMillionTexts: z.object({ middle: z.number() }) }).nullable(),
    }),
  ),
  groups: z.object({ cost: z.record(z.string(), z.string()) }).optional(),
});

const TOLD = ["dearer", "cheaper"];

/** @throws RecordError if the text is no summary.json */
export function readOutcome(text: string, file: string): RunOutcome {
  const { answer, configurations, groups } = parsed(text, file);
  const labels = new Map(configurations.map(({ id, label }) => [id, label]));
  const labelOf = (id: string) => labels.get(id) ?? id;
  return {
    answers: answersIn(answer).map(({ condition, answer: own }) => ({
      condition,
      kind: own.kind,
      winner: own.winner === null ? null : labelOf(own.winner),
      tied: own.tied.map(labelOf),
      told: own.comparisons.flatMap(({ configuration, verdict }) =>
        TOLD.includes(verdict) ? [labelOf(configuration)] : [],
      ),
    })),
    costs: new Map(
      configurations.flatMap(({ id, label, condition, fields, figures }) => {
        if (figures === null) return [];
        const given = condition === undefined ? (fields["serving.scenario"] ?? null) : canonicalJson(condition);
        const letters = groups === undefined ? null : (groups.cost[id] ?? null);
        return [[label, { usd: figures.usdPerMillionTexts.middle, letters, condition: given }] as const];
      }),
    ),
  };
}

type SummaryAnswer = z.output<typeof summarySchema>["answer"];

function answersIn(answer: SummaryAnswer) {
  const { scenarios, conditions } = answer;
  if (conditions !== undefined) {
    return conditions.map(({ condition, answer: own }) => ({ condition: canonicalJson(condition), answer: own }));
  }
  return (
    scenarios?.map(({ scenario, answer: own }) => ({ condition: scenario, answer: own })) ?? [
      { condition: null, answer },
    ]
  );
}

function parsed(text: string, file: string): z.output<typeof summarySchema> {
  try {
    return summarySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new RecordError(`${file} is no summary.json of a run: write it again with pricewar report`, { cause });
  }
}
