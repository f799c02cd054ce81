import { type TableLayout, tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { buildStep, stepExtras } from "../../harness/classifier/training/step.ts";
import { outputCountOf } from "../../harness/contract/model-sizes.ts";
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
import { createAssembler, PAIR_INPUTS } from "./assembler.ts";
import { trainingFollower } from "./follow.ts";
import {
  constant,
  gather,
  graphOps,
  type Ids,
  input,
  type Operand,
  sharedRows,
  TOUCHED,
  type Value,
  WORDS,
} from "./graph.ts";
import { requireRoom } from "./growing-memory.ts";
import { createMissedSpans, type MissedSpans } from "./missed-spans.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { compileProgram, type Program, type ProgramFunction } from "./program.ts";
import { proofOf } from "./proof.ts";
import type { RowStore } from "./schedule.ts";

const TABLE = "table";
const ROW_IDS = "rowIds";
const TARGETS = "targets";
const TEXT_WEIGHT = "textWeight";
const slotName = (slot: string) => `slot.${slot}`;
const scalarName = (scalar: string) => `scalar.${scalar}`;
const extraName = (extra: string) => `extra.${extra}`;
const rescaleName = (slot: string) => `rescale.${slot}`;
/** By the step that last touched a row. */
const factorName = (factor: number) => `missed${factor}`;
/** The step that last touched each of the rows of a call. */
const LAST_STEPS = "lastSteps";
const SPANS = "spans";
/** The same of every row of the table. */
const LAST_STEP_OF_ROW = "lastStepOfRow";
const TOUCHES = "touches";
const EVERY_ROW_IDS = "everyRow";

/** 32 MiB, of some hundred thousand texts: beyond, a copy of them costs more than the tenth of a step that it saves. */
const MOST_KEPT_ENTRIES = 2 ** 22;

/** All rows of the table are caught up at the end of a call, and what rows may have missed is worked out anew for each step. */
const STEPS_PER_CALL = 64;

/**
 * Trains with a WebAssembly module that is written for the training's own step. A step visits the rows that its batch
 * touches, in place: it first moves them by what they have missed, if the optimizer knows that in closed form; otherwise a
 * second function moves the other rows in every step. Where what a row has missed can include the step that touched it, a step
 * stores no weights but those it has caught up.
 * @throws BackendError on more than a memory holds
 * @param mostKeptEntries of a training's texts that are copied into the module's memory at once
 */
export function openSimdTrainer(setup: TrainerSetup, mostKeptEntries = MOST_KEPT_ENTRIES): Trainer {
  const { spec, optimizer, batchSize } = setup;
  const { missed } = optimizer;
  const layout = tableLayout(spec);
  const plan = planTraining(setup);
  const state = [TABLE, ...optimizer.slots.map(slotName)];
  const length = layout.rows * layout.columns;
  const kept = keptArrays(plan.program.bytes, state, layout);
  requireRoom(
    plan.program.bytes + kept.bytes,
    "the weights, their optimizer's state and a step",
    `take fewer words or columns, or set trainBackend to "onnx"`,
  );
  const arena = createArena(plan.program, kept.bytes);
  for (const [name, address] of kept.addresses) arena.set(name, address);
  const tableOf = (name: string) => {
    const start = kept.addresses.get(name)! / NUMBER_BYTES;
    return arena.floats().subarray(start, start + length);
  };
  const initial = [setup.table, ...Object.values(initialSlots(setup))];
  for (const [index, name] of state.entries()) tableOf(name).set(initial[index]!);
  const rowIds = kept.addresses.get(ROW_IDS)! / NUMBER_BYTES;
  const everyRow = kept.addresses.get(EVERY_ROW_IDS)!;
  for (let row = 0; row < layout.rows; row += 1) arena.ints()[everyRow / NUMBER_BYTES + row] = row;
  const outputs = batchSize * outputCountOf(spec.classes);
  const assembler = createAssembler(
    arena,
    layout,
    { batchSize, pooling: spec.pooling, mostKeptEntries },
    {
      rowIds: kept.addresses.get(ROW_IDS)!,
      lastSteps: kept.addresses.get(LAST_STEPS)!,
      lastStepOfRow: kept.addresses.get(LAST_STEP_OF_ROW)!,
      touches: kept.addresses.get(TOUCHES)!,
    },
  );

  /** Calls a function for all rows of the table. */
  const callForEveryRow = ({ name }: ProgramFunction) => {
    arena.set(TOUCHED, layout.rows);
    arena.set(ROW_IDS, everyRow);
    arena.call(name);
  };

  const putBatch = (batch: StepBatch, scalars: StepChunk["scalars"], index: number) => {
    arena.put(TARGETS, batch.targets);
    arena.put(TEXT_WEIGHT, batch.textWeight);
    for (const { name } of plan.extras) arena.put(extraName(name), batch.extras[name]!);
    for (const name of plan.scalars) arena.putNumber(scalarName(name), scalars[name]![index]!);
    const words = batch.source === undefined ? assembler.copy(batch, index) : assembler.assemble(batch.source, index);
    arena.set(WORDS, words);
    arena.set(TOUCHED, layout.denseRows + words);
    arena.set(ROW_IDS, rowIds * NUMBER_BYTES);
    return layout.denseRows + words;
  };

  const rescale = (factors: StepChunk["rescale"]) => {
    if (Object.values(factors).every((factor) => factor === 1)) return;
    arena.reset();
    for (const slot of optimizer.slots) arena.putNumber(rescaleName(slot), factors[slot]!);
    callForEveryRow(plan.rescale);
  };

  /** Puts what rows have missed before a step, by the step that last touched them. */
  const putMissed = (spans: MissedSpans, step: number) => {
    for (const [factor, values] of spans.before(step).entries()) arena.put(factorName(factor), values);
  };

  const moveOthers = (touched: number) => {
    const isTouched = new Uint8Array(layout.rows);
    const ids = arena.ints();
    for (let index = 0; index < touched; index += 1) isTouched[ids[rowIds + index]!] = 1;
    const others = Int32Array.from({ length: layout.rows }, (_, row) => row).filter((row) => isTouched[row] === 0);
    arena.put(ROW_IDS, others);
    arena.set(TOUCHED, others.length);
    arena.call(plan.idle.name);
  };

  const runChunk = ({ batches, scalars, missedTerms, rescale: factors }: StepChunk): Float32Array => {
    const logits = new Float32Array(batches.length * outputs);
    rescale(factors);
    assembler.restart(batches[0]?.source?.texts);
    const spans = missed === undefined ? null : createMissedSpans(missed, missedTerms);
    for (const [index, batch] of batches.entries()) {
      arena.reset();
      const touched = putBatch(batch, scalars, index);
      if (spans !== null) putMissed(spans, index);
      const step = index === 0 ? plan.first : plan.later;
      arena.call(step.name);
      const from = plan.program.addressOf(step.logits) / NUMBER_BYTES;
      const floats = arena.floats();
      for (let output = 0; output < outputs; output += 1) logits[index * outputs + output] = floats[from + output]!;
      if (spans === null) moveOthers(touched);
    }
    if (spans !== null) {
      arena.reset();
      putMissed(spans, batches.length);
      assembler.finish(batches.length);
      arena.set(LAST_STEPS, kept.addresses.get(LAST_STEP_OF_ROW)!);
      callForEveryRow(plan.idle);
      arena.set(LAST_STEPS, kept.addresses.get(LAST_STEPS)!);
    }
    return logits;
  };

  return {
    maxStepsInCall: STEPS_PER_CALL,
    run: async (chunk) => runChunk(chunk),
    readTable: async () => tableOf(TABLE).slice(),
    predict: trainingFollower(),
    writeSlot: async (name, values) => {
      tableOf(slotName(name)).set(values);
    },
    prove: async (chunk) => {
      const before = state.map((name) => tableOf(name).slice());
      const restore = (change: (weight: number) => number) => {
        for (const [index, name] of state.entries()) tableOf(name).set(before[index]!);
        tableOf(TABLE).set(before[0]!.map(change));
      };
      const proof = await proofOf({
        modules: [plan.program.module],
        run: () => runChunk(chunk),
        weights: [() => restore(planted), () => restore((weight) => weight)],
      });
      return { ...proof, threads: 1 };
    },
    close: async () => undefined,
  };
}

/** Weights that are all 0, as a pruning may leave them, change too. */
const planted = (weight: number) => 2 * weight + 1;

/** Arrays that stay from call to call: table and slots, and ids of rows. */
function keptArrays(start: number, state: readonly string[], { rows, columns }: TableLayout) {
  const addresses = new Map<string, number>();
  let end = start;
  const place = (name: string, length: number) => {
    addresses.set(name, end);
    end += length * NUMBER_BYTES;
  };
  for (const name of state) place(name, rows * columns);
  for (const name of [EVERY_ROW_IDS, LAST_STEP_OF_ROW]) place(name, rows);
  // One place more, where what comes after the last word is written and means nothing.
  for (const name of [ROW_IDS, LAST_STEPS]) place(name, rows + 1);
  place(TOUCHES, 2 * rows);
  return { addresses, bytes: end - start };
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
  const factors = missed?.factors.length ?? 0;
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
    optimizer.slots.map((slot) => [slot, graphOps.mul(plain.slots[slot]!, input(rescaleName(slot), 1, 1))]),
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
  const { logits, ...next } = buildStep(setup)<Operand>(
    graphOps,
    { table: weight, slots },
    {
      rows: EVERY_ROW,
      pooling: sharedRows(PAIR_INPUTS, batchSize),
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
  const stored = setup.optimizer.missed?.includesOwnStep === true ? weight : next.table;
  return { ...rowsFunction(name, stored, next.slots), outputs: [logits as Value], logits: logits as Value };
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
  const last: Ids = { ids: LAST_STEPS, rows: TOUCHED };
  const columns = Array.from({ length: factors }, (_, factor) => gather(input(factorName(factor), SPANS, 1), last));
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
