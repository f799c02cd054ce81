import { outputCountOf } from "../../harness/classifier/training/network.ts";
import { tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { pairPooling } from "../../harness/classifier/training/pooling.ts";
import { buildStep, stepExtras } from "../../harness/classifier/training/step.ts";
import type { MissedSteps } from "../../harness/contract/optimizer.ts";
import {
  initialSlots,
  type StepBatch,
  type StepChunk,
  type StepExtra,
  type Trainer,
  type TrainerSetup,
} from "../../harness/contract/trainer.ts";
import { createArena } from "./arena.ts";
import { FLOAT_BYTES } from "./emitter.ts";
import { constant, gather, graphOps, type Ids, input, type Operand, TOUCHED, type Value, WORDS } from "./graph.ts";
import { createMissedFactors } from "./missed-factors.ts";
import { compileProgram, type Program, type ProgramFunction } from "./program.ts";
import { proofOf } from "./proof.ts";
import type { RowStore } from "./schedule.ts";

/** Number of (text, word) pairs of a batch. */
const PAIRS = "pairs";
const TABLE = "table";
const ROW_IDS = "rowIds";
const TARGETS = "targets";
const TEXT_WEIGHT = "textWeight";
const [PAIR_TEXT, PAIR_ROW, PAIR_SHARE] = ["pairText", "pairRow", "pairShare"] as const;
const slotName = (slot: string) => `slot.${slot}`;
const scalarName = (scalar: string) => `scalar.${scalar}`;
const extraName = (extra: string) => `extra.${extra}`;
const factorName = (factor: number) => `missed${factor}`;

/** All rows of the table are caught up at the end of a call, and what rows may have missed is worked out anew for each step. */
const STEPS_PER_CALL = 64;

/**
 * Trains with a WebAssembly module that is written for the training's own step. A step visits the rows that its batch
 * touches, in place: it first moves them by what they have missed, if the optimizer knows that in closed form; otherwise a
 * second function moves the other rows in every step.
 */
export function openSimdTrainer(setup: TrainerSetup): Trainer {
  const { spec, optimizer, batchSize } = setup;
  const layout = tableLayout(spec);
  const plan = planTraining(setup);
  const state = [TABLE, ...optimizer.slots.map(slotName)];
  const length = layout.rows * layout.columns;
  const arena = createArena(plan.program, state.length * length * FLOAT_BYTES);
  const addresses = new Map(state.map((name, index) => [name, plan.program.bytes + index * length * FLOAT_BYTES]));
  const tableOf = (name: string) => arena.floats(addresses.get(name)!, length);
  const initial = [setup.table, ...Object.values(initialSlots(setup))];
  for (const [index, name] of state.entries()) tableOf(name).set(initial[index]!);
  const { missed } = optimizer;
  const dense = Int32Array.from({ length: layout.denseRows }, (_, row) => layout.denseStart + row);
  const everyRow = Int32Array.from({ length: layout.rows }, (_, row) => row);
  const outputs = batchSize * outputCountOf(spec.classes);

  const call = ({ name }: ProgramFunction, values: ReadonlyMap<string, number>) => {
    arena.call(name, (parameter) => values.get(parameter) ?? addresses.get(parameter)!);
  };
  const touching = (rows: Int32Array, values = new Map<string, number>()) =>
    values.set(TOUCHED, rows.length).set(ROW_IDS, arena.put(rows));
  const withFactors = (values: Map<string, number>, columns: readonly Float32Array[]) => {
    for (const [factor, column] of columns.entries()) values.set(factorName(factor), arena.put(column));
    return values;
  };

  const inputsOf = (batch: StepBatch, scalars: StepChunk["scalars"], index: number) => {
    const values = new Map([
      [WORDS, batch.rows.length],
      [PAIRS, batch.pairText.length],
      [PAIR_TEXT, arena.put(batch.pairText)],
      [PAIR_ROW, arena.put(batch.pairRow)],
      [PAIR_SHARE, arena.put(batch.pairWeight)],
      [TARGETS, arena.put(batch.targets)],
      [TEXT_WEIGHT, arena.put(batch.textWeight)],
    ]);
    for (const { name } of plan.extras) values.set(extraName(name), arena.put(batch.extras[name]!));
    for (const name of plan.scalars) {
      values.set(scalarName(name), arena.put(scalars[name]!.subarray(index, index + 1)));
    }
    return values;
  };

  const rescale = (factors: StepChunk["rescale"]) => {
    arena.reset();
    const values = touching(everyRow);
    for (const slot of optimizer.slots) values.set(scalarName(slot), arena.put(Float32Array.of(factors[slot]!)));
    call(plan.rescale, values);
  };

  const runChunk = ({ batches, scalars, missedTerms, rescale: factors }: StepChunk): Float32Array => {
    const logits = new Float32Array(batches.length * outputs);
    if (Object.values(factors).some((factor) => factor !== 1)) rescale(factors);
    const catching = missed === undefined ? null : createMissedFactors(missed, layout.rows, missedTerms);
    for (const [index, batch] of batches.entries()) {
      arena.reset();
      const rows = new Int32Array(dense.length + batch.rows.length);
      rows.set(dense);
      rows.set(batch.rows, dense.length);
      const values = touching(rows, inputsOf(batch, scalars, index));
      const step = index === 0 ? plan.first : plan.later;
      call(step, withFactors(values, catching?.before(index, rows) ?? []));
      logits.set(arena.floats(plan.program.addressOf(step.logits), outputs), index * outputs);
      if (catching === null) call(plan.idle, touching(othersThan(rows, layout.rows), values));
    }
    if (catching !== null) {
      arena.reset();
      call(plan.idle, withFactors(touching(everyRow), catching.before(batches.length, everyRow)));
    }
    return logits;
  };

  return {
    maxStepsInCall: STEPS_PER_CALL,
    run: async (chunk) => runChunk(chunk),
    readTable: async () => tableOf(TABLE).slice(),
    writeSlot: async (name, values) => {
      tableOf(slotName(name)).set(values);
    },
    prove: async (chunk) => {
      const before = state.map((name) => tableOf(name).slice());
      const restore = (weightsBy: number) => {
        for (const [index, name] of state.entries()) tableOf(name).set(before[index]!);
        if (weightsBy !== 1) tableOf(TABLE).set(before[0]!.map((weight) => weight * weightsBy));
      };
      const proof = proofOf(plan.program.module, () => runChunk(chunk), restore);
      restore(1);
      return proof;
    },
    close: async () => undefined,
  };
}

interface SimdPlan {
  readonly program: Program;
  /** The first step of a chunk, before which no row has missed anything. */
  readonly first: StepFunction;
  /** Any later step; the first one again where the other rows move in every step. */
  readonly later: StepFunction;
  readonly idle: ProgramFunction;
  readonly rescale: ProgramFunction;
  readonly scalars: readonly string[];
  readonly extras: readonly StepExtra[];
}

interface StepFunction extends ProgramFunction {
  readonly logits: Value;
}

/** Records the functions of a training, and writes their module. */
function planTraining(setup: TrainerSetup): SimdPlan {
  const { spec, optimizer } = setup;
  const layout = tableLayout(spec);
  const { missed } = optimizer;
  const anyStep = { stepInChunk: 1, stepsBefore: 0, learningRate: 1 };
  const scalars = Object.keys(optimizer.scalars(anyStep));
  const extras = stepExtras(setup);
  const factors = missed === undefined ? 0 : missed.factors(missed.terms(anyStep)).length;
  const plain = touchedRows(setup, undefined, 0);
  const caughtUp = touchedRows(setup, missed, factors);
  const inputs = { scalars: scalarInputs(scalars), extras };
  const first = stepFunction("first", setup, plain, inputs);
  const later = missed === undefined ? first : stepFunction("later", setup, caughtUp, inputs);

  const still = { gradient: constant(0, TOUCHED, layout.columns), rows: EVERY_ROW };
  const moved =
    missed === undefined
      ? optimizer.update<Operand>(graphOps, { ...plain, ...still }, inputs.scalars)
      : { weight: caughtUp.weight, slots: {} };
  const rescaled = Object.fromEntries(
    optimizer.slots.map((slot) => [slot, graphOps.mul(plain.slots[slot]!, input(scalarName(slot), 1, 1))]),
  );
  const idle = rowsFunction("idle", moved.weight, moved.slots);
  const rescale = rowsFunction("rescale", plain.weight, rescaled);
  const program = compileProgram([...new Set([first, later, idle, rescale])], {
    [TOUCHED]: layout.rows,
    [WORDS]: layout.embeddingRows,
  });
  return { program, first, later, idle, rescale, scalars, extras };
}

const EVERY_ROW: Ids = { ids: "every-row", rows: TOUCHED };

function scalarInputs(names: readonly string[]): Record<string, Operand> {
  return Object.fromEntries(names.map((name) => [name, input(scalarName(name), 1, 1)]));
}

interface TouchedRows {
  readonly weight: Operand;
  readonly slots: Readonly<Record<string, Operand>>;
}

function stepFunction(
  name: string,
  setup: TrainerSetup,
  { weight, slots }: TouchedRows,
  { scalars, extras }: { readonly scalars: Record<string, Operand>; readonly extras: readonly StepExtra[] },
): StepFunction {
  const { spec, batchSize } = setup;
  const pairs = {
    text: { ids: PAIR_TEXT, rows: PAIRS },
    row: { ids: PAIR_ROW, rows: PAIRS },
    share: input(PAIR_SHARE, PAIRS, 1),
  };
  const next = buildStep(setup)<Operand>(
    graphOps,
    { table: weight, slots },
    {
      rows: EVERY_ROW,
      pooling: pairPooling<Operand>(pairs, { batch: batchSize, columns: spec.embedding }),
      targets: input(TARGETS, batchSize, outputCountOf(spec.classes)),
      textWeight: input(TEXT_WEIGHT, batchSize, 1),
      scalars,
      extras: Object.fromEntries(
        extras.map((extra) => [
          extra.name,
          input(extraName(extra.name), extra.dims[0] === "unique" ? WORDS : extra.dims[0]!, Number(extra.dims[1] ?? 1)),
        ]),
      ),
    },
  );
  const logits = next.logits as Value;
  return { ...rowsFunction(name, next.table, next.slots), outputs: [logits], logits };
}

/** A function that stores rows of table and slots. */
function rowsFunction(name: string, weight: Operand, slots: TouchedRows["slots"]): ProgramFunction {
  return { name, outputs: [], stores: storesOf(weight, slots) };
}

/** The rows of table and slots that a call touches, the weights moved by what they have missed. */
function touchedRows({ spec, optimizer }: TrainerSetup, missed: MissedSteps | undefined, factors: number): TouchedRows {
  const layout = tableLayout(spec);
  const ids: Ids = { ids: ROW_IDS, rows: TOUCHED };
  const read = (name: string) => gather(input(name, layout.rows, layout.columns), ids);
  const slots: Record<string, Operand> = Object.fromEntries(
    optimizer.slots.map((slot) => [slot, read(slotName(slot))]),
  );
  const stored = read(TABLE);
  const columns = Array.from({ length: factors }, (_, factor) => input(factorName(factor), TOUCHED, 1));
  const weight: Operand =
    missed === undefined ? stored : missed.apply<Operand>(graphOps, { weight: stored, slots }, columns);
  return { weight, slots };
}

/** What a call writes back; what it would write as it was read is left out. */
function storesOf(weight: Operand, slots: Readonly<Record<string, Operand>>): RowStore[] {
  const all = [
    [TABLE, weight] as const,
    ...Object.entries(slots).map(([slot, value]) => [slotName(slot), value] as const),
  ];
  return all.flatMap(([table, operand]) => {
    const value = operand as Value;
    const from = value.operation.kind === "gather" ? value.inputs[0]?.operation : undefined;
    return from?.kind === "input" && from.name === table ? [] : [{ value, table, ids: ROW_IDS }];
  });
}

function othersThan(rows: Int32Array, all: number): Int32Array {
  const isTouched = new Uint8Array(all);
  for (const row of rows) isTouched[row] = 1;
  return Int32Array.from({ length: all }, (_, row) => row).filter((row) => isTouched[row] === 0);
}
