import { describe, expect, test } from "vitest";
import { roundInt8Columns } from "../../../../harness/classifier/quantizations/int8-dynamic/stored.ts";
import { roundInt8Rows } from "../../../../harness/classifier/quantizations/int8-rows/stored.ts";
import { orderProblem } from "../../../../harness/classifier/techniques/order.ts";
import { techniques } from "../../../../harness/classifier/techniques/registry.ts";
import type { TrainingVariant } from "../../../../harness/contract/training-variant.ts";
import { randomModel } from "../../../fixtures/models.ts";
import { SOUND_PARAMETERS, toolsFor } from "../../../fixtures/techniques.ts";

/** Parameters that remove only a part, so that a technique can also follow itself. */
const SECOND_PARAMETERS: typeof SOUND_PARAMETERS = {
  ...SOUND_PARAMETERS,
  vocabulary: { rows: 10, by: "saliency" },
};

async function allBound(parameters: typeof SOUND_PARAMETERS) {
  return Promise.all(
    techniques.names.map(async (name) => ({ name, ...(await techniques.load(name)).bind(parameters[name] ?? {}) })),
  );
}

const firsts = await allBound(SOUND_PARAMETERS);
const seconds = await allBound(SECOND_PARAMETERS);
const pairs = firsts.flatMap((first) =>
  seconds.map((second) => ({ first, second, pair: `${first.name}, ${second.name}` })),
);

describe("every pair of techniques", () => {
  test.each(pairs)("$pair: runs, or is refused with a reason", async ({ first, second }) => {
    const problem = orderProblem([first, second]);
    if (problem !== null) {
      expect(problem.index).toBe(1);
      expect(problem.message).toContain(second.name);
      expect(problem.message).toMatch(/; (keep one of them|list .* before .*)$/);
      return;
    }
    let model = randomModel({ vocabulary: 50, maxLength: 20, embedding: 6, hidden: [5], pooling: "all", classes: 2 });
    const tools = toolsFor(model);
    for (const { after } of [first, second]) model = (await after?.(model, tools)) ?? model;
    const stages = [first.stage, second.stage];
    const kinds = [...model.weights.values()].map(({ kind }) => kind);
    expect(kinds.some((kind) => kind !== "float32")).toBe(stages.includes("storage"));
  });
});

describe("a list of techniques", () => {
  const stageOnly = (name: string, stage: "weights" | "storage") => ({ name, stage });
  const soft = { name: "soft", stage: "training" as const, training: { soft: {} } as TrainingVariant };
  const hide = {
    name: "hide",
    stage: "training" as const,
    training: { privacy: { epsilon: 8, delta: 1e-5, clipNorm: 1 } },
  };
  const trim = stageOnly("trim", "weights");
  const bits = stageOnly("bits", "storage");
  const aware = {
    ...bits,
    name: "aware",
    training: { fakeQuantization: { embedding: roundInt8Rows, kernel: roundInt8Columns } },
  } as const;

  test.each([
    { list: [] },
    { list: [soft, trim, trim, bits] },
    { list: [soft, aware] },
    { list: [trim, aware] },
    { list: [hide, trim, aware] },
  ])("can be $list", ({ list }) => {
    expect(orderProblem(list)).toBeNull();
  });

  test.each([
    {
      list: [soft, trim, bits, trim],
      problem: { index: 3, message: "trim changes float32 weights, of which bits leaves none; list trim before bits" },
    },
    {
      list: [bits, aware],
      problem: {
        index: 1,
        message: "aware stores float32 weights in another form, which bits has done already; keep one of them",
      },
    },
    {
      list: [trim, soft],
      problem: {
        index: 1,
        message: "soft changes the training, whose result trim changes; list soft before trim",
      },
    },
    {
      list: [soft, { ...soft, name: "softer" }],
      problem: { index: 1, message: "softer and soft before it both set the training's soft; keep one of them" },
    },
    {
      list: [hide, { ...trim, readsTexts: true }],
      problem: {
        index: 1,
        message:
          "trim and hide before it cannot be combined, since trim reads the training texts that hide hides; keep one of them",
      },
    },
    {
      list: [{ ...soft, training: { distillation: {} } as TrainingVariant }, hide],
      problem: {
        index: 1,
        message:
          "hide and soft before it cannot be combined, since soft reads the training texts that hide hides; keep one of them",
      },
    },
  ])("cannot be $list", ({ list, problem }) => {
    expect(orderProblem(list)).toEqual(problem);
  });
});

describe("an aware quantization", () => {
  test.each(["int8-rows", "int8", "int4-blocks"])("%s changes the training if it is aware", async (name) => {
    const technique = await techniques.load(name);
    expect(technique.bind({}).training).toBeUndefined();
    expect(technique.bind({ aware: false }).training).toBeUndefined();
    expect(technique.bind({ aware: true }).training).toBeDefined();
  });

  test("refuses a scale that a step cannot know", async () => {
    const rows = await techniques.load("int8-rows");
    expect(() => rows.bind({ aware: true, granularity: "tensor" })).toThrow(/aware: needs a scale for each row/);
    const both = await techniques.load("int8");
    expect(() => both.bind({ aware: true, granularity: "tensor" })).toThrow(/aware: needs a scale for each output/);
  });
});

describe("what reads the training texts, so that a private training cannot be combined with it", () => {
  test.each([
    ["vocabulary", { rows: 20, by: "saliency" }, true],
    ["vocabulary", { rows: 20, by: "norm" }, false],
    ["vocabulary", { rows: 20, by: "norm", fineTuneEpochs: 1 }, true],
    ["magnitude", { sparsity: 0.5 }, false],
    ["magnitude", { sparsity: 0.5, fineTuneEpochs: 2 }, true],
    ["units", { share: 0.5 }, false],
    ["units", { share: 0.5, fineTuneEpochs: 2 }, true],
    ["int8-static", {}, true],
  ])("%s %o: %s", async (name, parameters, isRefused) => {
    const [hides, other] = [await techniques.load("private"), await techniques.load(name)];
    const list = [
      { name: "private", ...hides.bind({ noise: 1 }) },
      { name, ...other.bind(parameters) },
    ];
    expect(orderProblem(list) !== null).toBe(isRefused);
  });

  test("a technique that asks for training texts or fine-tuning says so", async () => {
    for (const { name, after, readsTexts } of [...firsts, ...seconds]) {
      const model = randomModel({
        vocabulary: 50,
        maxLength: 20,
        embedding: 6,
        hidden: [5],
        pooling: "all",
        classes: 2,
      });
      let asked = false;
      const tools = toolsFor(model);
      await after?.(model, {
        ...tools,
        trainRows: () => {
          asked = true;
          return tools.trainRows();
        },
        fineTune: (changed, epochs) => {
          asked = true;
          return tools.fineTune(changed, epochs);
        },
      });
      expect([name, readsTexts ?? false]).toEqual([name, asked]);
    }
  });
});
