import { describe, expect, test } from "vitest";
import type { LaneSetup } from "../../../backends/simd/lane.ts";
import { openLaneThread } from "../../../backends/simd/lane-thread.ts";
import { writeModule } from "../../../backends/simd/module-writer.ts";
import { openSimdSession } from "../../../backends/simd/session.ts";
import { simd } from "../../../backends/simd.ts";
import { BackendError } from "../../../harness/base/errors.ts";
import { compileModule, createSharedMemory } from "../../../harness/base/web-assembly/module.ts";
import { modelFormat } from "../../../harness/classifier/model-file/model-format.ts";
import { createPlainEncoder } from "../../../harness/classifier/text/encoder.ts";
import { optimizers } from "../../../harness/classifier/training/optimizers/registry.ts";
import { initialTable } from "../../../harness/classifier/training/parameter-table.ts";
import type { EncoderOptions, ModelSpec } from "../../../harness/contract/index.ts";
import { randomModel } from "../../fixtures/models.ts";
import { drawnText, listOf, ODD_VOCABULARY } from "../../fixtures/odd-texts.ts";
import { finishedAs } from "../../fixtures/techniques.ts";

const SPEC: ModelSpec = {
  vocabulary: ODD_VOCABULARY.length,
  maxLength: 50,
  embedding: 18,
  hidden: [24],
  pooling: "all",
  classes: 3,
};
const READING: EncoderOptions = { vocabulary: ODD_VOCABULARY, segmenter: "words", maxLength: SPEC.maxLength };

/** More texts than all threads take at once; some are left to the encoder, one of them the first. */
const TEXTS = listOf(900, drawnText).map((text, row) =>
  row % 97 === 0 ? `${text} \ud800` : row === 50 ? "a ".repeat(200_000) : text,
);

describe.each([null, { name: "int8-table" }])("%j", (quantization) => {
  test.each([2, 3])("%s threads answer as one does", async (threads) => {
    const model = modelFormat.write(await finishedAs(quantization, randomModel(SPEC)));
    const one = await simd.open(model, { threads: 1, texts: READING });
    const more = await simd.open(model, { threads, texts: READING });
    const encoded = createPlainEncoder(READING).encode(TEXTS);
    for (const count of [0, 1, 63, 64, 65, 257, TEXTS.length]) {
      expect(await more.predictTexts!(TEXTS.slice(0, count))).toEqual(await one.predictTexts!(TEXTS.slice(0, count)));
    }
    expect(await more.predict(encoded)).toEqual(await one.predict(encoded));
    const proof = await more.prove(createPlainEncoder(READING).encode(TEXTS.slice(0, 3)));
    expect(proof).toEqual({ ...(await one.prove(encoded)), threads });
    // Batches at the same time, while the session is closing.
    const expected = await one.predictTexts!(TEXTS);
    const answers = [more.predictTexts!(TEXTS), more.predict(encoded), more.predictTexts!(TEXTS)];
    await more.close();
    expect(await answers[0]).toEqual(expected);
    expect(await answers[2]).toEqual(expected);
    await expect(more.predict(encoded)).rejects.toThrow(/closed/);
    await more.close();
    await one.close();
  });
});

test("more threads than one memory has room for are refused", async () => {
  const opened = openSimdSession(modelFormat.write(randomModel(SPEC)), {
    form: "distinct",
    threads: 1024,
    texts: READING,
  });
  await expect(opened).rejects.toThrow(
    /1024 threads need \d+ MiB in one memory, which has at most 4096: set threads lower/,
  );
});

test("more threads than a batch has texts for are refused: 256 are 32 for each of eight", async () => {
  const model = modelFormat.write(randomModel(SPEC));
  const eight = await simd.open(model, { threads: 8, texts: READING });
  await eight.close();
  await expect(simd.open(model, { threads: 9, texts: READING })).rejects.toThrow(
    /at least 32 of a batch's 256 texts, which 9 threads would not get; set threads to at most 8/,
  );
});

test("training refuses more than one thread, and says what to do", async () => {
  const optimizer = (await optimizers.load("adam")).bind({});
  const table = initialTable(SPEC, 1);
  const setup = { spec: SPEC, optimizer, batchSize: 2, threads: 2, typical: { unique: 1, pairs: 1 }, table };
  await expect(simd.openTrainer!(setup)).rejects.toThrow(/trains on one thread.*got threads 2.*trainBackend/);
});

describe("a thread", () => {
  /** Its job for encoded texts calls a function with these instructions. */
  const setupOf = (...body: number[]): LaneSetup => ({
    memory: createSharedMemory(1),
    base: 0,
    modules: {
      own: compileModule(
        writeModule(
          [
            { parameters: [], results: [], exported: "nothing", locals: [], body: [] },
            { parameters: [], results: [], exported: "run", locals: [], body },
          ],
          { isShared: true },
        ),
      ),
    },
    setUp: [],
    jobs: { entries: [["own", "nothing"]], texts: [["own", "run"]] },
  });
  const TRAP = [0x00];
  const FOREVER = [0x03, 0x40, 0x0c, 0, 0x0b];

  test("does jobs one after the other, also those that take longer than it is waited for without sleep", async () => {
    const thread = await openLaneThread(setupOf());
    expect(thread.takeThreadId()).toBeGreaterThan(0);
    expect(thread.takeThreadId()).toBeNull();
    for (let job = 0; job < 100; job += 1) {
      thread.start("texts", job);
      await thread.finish();
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    thread.start("texts", 1);
    await thread.finish();
    await thread.close();
    await thread.close();
  });

  test("that stops is an error of its job and of the next one, and can be closed", async () => {
    const thread = await openLaneThread(setupOf(...TRAP));
    thread.start("texts", 1);
    await expect(thread.finish()).rejects.toThrow(BackendError);
    expect(() => thread.start("texts", 1)).toThrow(/one of its threads stopped: unreachable; open the model again/);
    await thread.close();
  });

  test("that ends before its job is an error of the job", async () => {
    const thread = await openLaneThread(setupOf(...FOREVER));
    thread.start("texts", 1);
    const finished = expect(thread.finish()).rejects.toThrow(/one of its threads ended with code 1/);
    await thread.close();
    await finished;
  });

  test("that cannot start is an error", async () => {
    const setup = { ...setupOf(), setUp: [["own", "absent"]] as const };
    await expect(openLaneThread(setup)).rejects.toThrow(/one of its threads stopped/);
  });
});
