import { expect, test } from "vitest";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import type { Chosen } from "../../../harness/judge/analysis/decision.ts";
import { answersIn, answerText } from "../../../reports/words/answer.ts";
import { groundsOf, headlineOf, plainText } from "../../../reports/words/sentence.ts";
import { analysisBy, analyzed, COSTS, rowsRight } from "../../fixtures/analyses.ts";
import { corpusFacts, rightOf100 } from "../../fixtures/answers.ts";
import { beside } from "../../fixtures/disturbances.ts";
import { failedRecord, makePlan, okRecord, skippedRecord } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { saidAnswer } from "../said-answer.ts";

const FLOOR = "within 1 point of the baseline on the validation rows";
/** The names in bold. */
const strongIn = (analysis: Analysis) =>
  headlineOf(answersIn(analysis)[0]!).flatMap((span) => (typeof span === "string" ? [] : [span.strong]));

test("the cheapest: what it costs, how accurate and how large it is, each with the baseline's figure", () => {
  const analysis = analysisBy((_, scheme) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    correct: rowsRight({ float32: 90, int8: 88, int4: 95 }[scheme]!),
    validationAccuracy: { float32: 0.9, int8: 0.89, int4: 0.88 }[scheme]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(saidAnswer(analysis)).toBe(
    `int8 is the cheapest configuration ${FLOOR}: $0.00200 per million texts (baseline $0.00300) at 88.0 % accuracy on 100 unseen test rows (baseline 90.0 %), in a 202 kB file instead of 642 kB.`,
  );
  expect(strongIn(analysis)).toEqual(["int8"]);
});

test("a winner whose name is part of another's is in bold", () => {
  const backends = (winner: string) =>
    analysisBy((cell) => ({ usdPerMillionTexts: cell.fields.backend === winner ? 1 : 2 }), {
      axes: { backend: ["onnx-wasm", "onnx", "wasm"] },
    });
  for (const winner of ["onnx", "wasm"]) {
    const [first, rest] = headlineOf(answersIn(backends(winner))[0]!);
    expect(first).toEqual({ strong: winner });
    expect(rest).toMatch(/^ is the cheapest configuration/);
  }
  // More accurate at the cost of the baseline, whose name holds it and stands before it.
  const tied = analysisBy(
    ({ fields: { backend } }) => ({
      usdPerMillionTexts: backend === "wasm" ? 9 : 1,
      validationAccuracy: backend === "onnx" ? 0.92 : 0.9,
    }),
    { axes: { backend: ["onnx-wasm", "onnx", "wasm"] } },
  );
  expect(saidAnswer(tied)).toMatch(
    /^The baseline, onnx-wasm, costs \$1\.00 .* onnx costs the same and is more accurate on the validation rows: 92\.0 % instead of 90\.0 %;/,
  );
  expect(strongIn(tied)).toEqual(["onnx"]);
});

test("test rows of which one was seen in training are not called unseen; those of the others still are", () => {
  const withSeen = (seen: readonly number[]) =>
    analysisBy((_, scheme) => ({
      usdPerMillionTexts: COSTS[scheme]!,
      corpus: corpusFacts({ testRows: 8, seen }),
    }));
  expect(saidAnswer(withSeen([3]))).toContain("87.5 % accuracy on 8 test rows (baseline 87.5 %)");
  expect(saidAnswer(withSeen([3]))).not.toContain("unseen");
  expect(saidAnswer(withSeen([]))).toContain("87.5 % accuracy on 8 unseen test rows (baseline 87.5 %)");
});

test("if the test rows select, the answer says so and does not call them unseen", () => {
  const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]!, validationAccuracy: null }));
  expect(saidAnswer(analysis)).toContain(
    "No validation rows were held out, so the choice was made on the test rows themselves",
  );
  expect(saidAnswer(analysis)).not.toContain("unseen");
  const byBaseline = analysisBy((_, scheme) => (scheme === "float32" ? { validationAccuracy: null } : {}));
  expect(saidAnswer(byBaseline)).toContain("The baseline held out no validation rows, so the choice was made on");
});

test("what was not told apart says how large the difference could be, and how many rounds would tell", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.003, int8: 0.002, int4: [0.0017, 0.0021][seed - 1]! }[scheme]!,
    modelBytes: { float32: 642_000, int8: 100_000, int4: 122_000 }[scheme]!,
  }));
  // Six pairs at 0.85 and six at 1.05: sqrt(0.85 * 1.05) = 0.945; 1.05 / 0.945 = 1.11.
  expect(saidAnswer(analysis)).toBe(
    `int8 is one of the cheapest configurations ${FLOOR}: $0.00200 per million texts (baseline $0.00300) at 87.5 % accuracy on 8 unseen test rows (baseline 87.5 %), in a 100 kB file instead of 642 kB. Not told apart from int8: int4 is 6 % cheaper, between 15 % less and 5 % more. A difference of 11 % would have been seen in 12 pairs; about 36 rounds of serving would tell: run it again with --rounds 36.`,
  );
  expect(strongIn(analysis)).toEqual(["int8"]);
});

test("what is not measurably cheaper than the baseline has the lowest cost, or says what else it is named for", () => {
  const schemes = ["float32", "int8", "int4", "dear"] as const;
  const said = (int8Bytes: number) =>
    saidAnswer(
      analysisBy(
        (_, scheme, seed) => ({
          // The baseline costs 0.9 and 1.6 times as much as int4, which is 1.2 times with a wide interval; int8 always 1.03 times.
          usdPerMillionTexts: { float32: [0.9, 1.6][seed - 1]!, int8: 1.03, int4: 1, dear: 9 }[scheme]!,
          modelBytes: { float32: 642_000, int8: int8Bytes, int4: 300_000, dear: 642_000 }[scheme]!,
        }),
        { axes: { quantization: [...schemes] }, seeds: [1, 2] },
      ),
    );
  expect(said(400_000)).toContain("int4 has the lowest measured cost, $1.00, but is not shown to be cheaper.");
  const smaller = said(200_000);
  expect(smaller).toContain(
    "int8 costs $1.03, which is not measurably different, and is as accurate as the cheapest of them, in a smaller file.",
  );
  expect(smaller).not.toContain("lowest");
});

test("noise that no rounds overcome asks for a quiet machine, unless a warning below does", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.002, int8: [0.0002, 0.02][seed - 1]!, int4: 1 }[scheme]!,
  }));
  const tell = "with noise like this it would take over 60 rounds of serving to tell";
  expect(saidAnswer(analysis)).toContain(`${tell}: run it again with --fresh when the machine is quiet.`);
  const wobbles = { kind: "loop-wobbles", fastMs: 7, slowMs: 12 } as const;
  expect(saidAnswer({ ...analysis, warnings: [...analysis.warnings, wobbles] })).toMatch(new RegExp(`${tell}\\.$`));
});

test("too few pairs name no winner", () => {
  const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]! }), { rounds: 0 });
  expect(saidAnswer(analysis)).toContain("None of the 3 configurations");
  expect(saidAnswer(analysis)).toMatch(
    /There are 2 pairs, too few to tell; about 7 rounds of serving would tell: run it again with --rounds 7\.$/,
  );
});

test("a more accurate one among the cheapest is named first, and says so", () => {
  // int8 costs 1 % more in every pair: certain, and no reason to forgo its accuracy.
  const tied = analysisBy((_, scheme) => ({
    usdPerMillionTexts: { float32: 0.003, int8: 0.00101, int4: 0.001 }[scheme]!,
    validationAccuracy: { float32: 0.9, int8: 0.93, int4: 0.9 }[scheme]!,
  }));
  expect(saidAnswer(tied)).toBe(
    `int8 is one of the cheapest configurations ${FLOOR}, and the most accurate of those that cost about the same, with 93.0 % on the validation rows: $0.00101 per million texts (baseline $0.00300) at 87.5 % accuracy on 8 unseen test rows (baseline 87.5 %), in a 642 kB file. int4 costs the same, within 10 %.`,
  );
});

test("the better of two that cost the same is the answer, though the baseline is the other", () => {
  const analysis = analysisBy(
    ({ fields: { maxLength } }) => ({
      correct: rowsRight(maxLength === 500 ? 42 : 100),
      validationAccuracy: maxLength === 500 ? 0.417 : 1,
    }),
    { axes: { maxLength: [500, 800] } },
  );
  const [short, long] = analysis.configurations.map(({ label }) => label);
  expect(saidAnswer(analysis)).toBe(
    `${long} is the most accurate of those that cost about the same, with 100.0 % on the validation rows: 100.0 % accuracy on 100 unseen test rows (baseline 42.0 %), in a 642 kB file. Neither of the two configurations ${FLOOR} can be called the cheapest; they cost $0.00100 per million texts. ${short} costs the same, within 10 %.`,
  );
  expect(strongIn(analysis)).toEqual([long]);
});

test("a lowest figure that ties with the baseline is not a saving, and the baseline's figures come first", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.00205, int8: [0.0018, 0.0021][seed - 1]!, int4: 1 }[scheme]!,
  }));
  expect(saidAnswer(analysis)).toBe(
    `The baseline, float32, costs $0.00205 per million texts at 87.5 % accuracy on 8 unseen test rows; nothing accurate enough (${FLOOR}) is measurably cheaper. Not told apart from float32: int8 is 5 % cheaper, between 12 % less and 2 % more. A difference of 8 % would have been seen in 12 pairs; about 20 rounds of serving would tell: run it again with --rounds 20.`,
  );
  expect(strongIn(analysis)).toEqual(["float32"]);
});

test("a baseline that wins with ties names the smallest file among them", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.002, int8: [0.0019, 0.0021][seed - 1]!, int4: 0.003 }[scheme]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(saidAnswer(analysis)).toBe(
    `The baseline, float32, costs $0.00200 per million texts at 87.5 % accuracy on 8 unseen test rows; nothing accurate enough (${FLOOR}) is measurably cheaper. int8 costs the same, within 10 %. Of those that tie, int8 has the smallest file: 202 kB instead of 642 kB, at 87.5 % accuracy.`,
  );
});

test("of equal files none is the smallest", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.002, int8: [0.0019, 0.0021][seed - 1]!, int4: 0.003 }[scheme]!,
  }));
  expect(saidAnswer(analysis)).not.toContain("smallest");
});

test("if everything ties, none is called the cheapest", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: [0.0011, 0.0019], int8: [0.0012, 0.0018], int4: [0.0013, 0.0016] }[scheme]![
      seed - 1
    ]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(saidAnswer(analysis)).toMatch(
    new RegExp(
      `^The baseline, float32, needs no change, and none that costs about the same is more accurate: 87.5 % accuracy .* None of the 3 configurations ${FLOOR} can be called the cheapest; they cost \\$0.00145 to \\$0.00150 per million texts. int8 costs the same, within 10 %. Of those that tie, int4 has the smallest file: 122 kB instead of 642 kB, at 87.5 % accuracy. Not told apart from float32: int4 is as expensive, between 16 % less and 18 % more. .*$`,
    ),
  );
});

test("cells that serve the same graph have one cost, and the sentence says why", () => {
  const plan = makePlan({ axes: { epochs: [10, 11] }, seeds: [1, 2] });
  const records = plan.cells.map((cell) => ({
    ...okRecord(cell, { validationAccuracy: cell.fields.epochs === 11 ? 0.9 : 0.88 }),
    graph: "a9f3",
  }));
  const analysis = analyzed(plan, withSamples(records));
  expect(saidAnswer(analysis)).toMatch(
    new RegExp(
      `^.*11 is the most accurate of those that cost about the same, with 90.0 % on the validation rows: .* The 2 configurations ${FLOOR} serve the same graph and differ only in its weights, so they have one cost: \\$0.00100 per million texts\\.`,
    ),
  );
});

test("a baseline that is the cheapest is not compared with itself", () => {
  const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: { float32: 1, int8: 2, int4: 3 }[scheme]! }));
  expect(saidAnswer(analysis)).toBe(
    `The baseline, float32, costs $1.00 per million texts at 87.5 % accuracy on 8 unseen test rows; nothing accurate enough (${FLOOR}) is cheaper.`,
  );
  expect(strongIn(analysis)).toEqual(["float32"]);
});

test("where names are changes from the baseline, it is called so once", () => {
  const axes = { batchSize: [32, 64], epochs: [10, 30], threads: [1, 2] };
  const isBaseline = (fields: object) => JSON.stringify(fields) === '{"batchSize":32,"epochs":10,"threads":1}';
  const analysis = analysisBy(({ fields }) => ({ usdPerMillionTexts: isBaseline(fields) ? 1 : 2 }), { axes });
  expect(saidAnswer(analysis)).toMatch(/^The baseline costs \$1\.00 per million texts/);
  expect(strongIn(analysis)).toEqual(["baseline"]);
  expect(answerText(analysis, "zh")).toMatch(/^基线的成本为每百万条文本\$1\.00，/);
});

test("a single configuration has figures and nothing to compare them with", () => {
  const analysis = analysisBy(() => ({ validationAccuracy: null }), { name: "document", axes: {} });
  expect(saidAnswer(analysis)).toBe(
    "The only configuration, document, costs $0.00100 per million texts at 87.5 % accuracy on 8 test rows, in a 642 kB file; there is nothing to compare it with. No validation rows were held out: its accuracy is measured on the same test rows that it was validated on.",
  );
});

test("a floor that nothing reaches is shown with the best accuracy reached", () => {
  const analysis = analysisBy((_, scheme) => ({ correct: rowsRight(scheme === "int8" ? 80 : 70) }), {
    accuracyFloor: { atLeast: 0.85 },
  });
  expect(saidAnswer(analysis)).toMatch(
    /^No configuration that finished is good enough \(with at least 85 % accuracy on the validation rows\): the nearest, int8, has 80\.0 % accuracy where 85\.0 % is required; it costs /,
  );
  expect(strongIn(analysis)).toEqual([]);
});

test("an absolute floor needs no baseline", () => {
  const options = { baseline: null, accuracyFloor: { atLeast: 0.8 } };
  const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]! }), options);
  expect(saidAnswer(analysis)).toMatch(
    /^int4 is the cheapest configuration with at least 80 % accuracy on the validation rows: \$0.00100 per/,
  );
});

test("a floor relative to a baseline that failed cannot be judged, and why it failed is part of the answer", () => {
  const analysis = analysisBy((cell, scheme) => (scheme === "float32" ? failedRecord(cell, "no kernel") : {}));
  expect(saidAnswer(analysis)).toBe(
    `No answer: the baseline, float32, has not finished (backend error while serving: no kernel), so “${FLOOR}” cannot be judged. The cheapest configuration that finished, accurate enough or not, is int8, at $0.00100 per million texts and 87.5 % test accuracy.`,
  );
});

test("where nothing finished the first run without figures is named", () => {
  const analysis = analysisBy((cell, scheme) => (scheme === "float32" ? skippedRecord(cell, "no GPU here") : null));
  expect(saidAnswer(analysis)).toBe(
    "No answer yet: none of the 6 planned runs has finished. The first run without figures: float32 (no GPU here).",
  );
  expect(saidAnswer(analysisBy(() => null))).toBe("No answer yet: none of the 6 planned runs has finished.");
});

test("an accurate configuration that lacks runs is not the answer yet", () => {
  const seeds = [1, 2, 3, 4, 5];
  const analysis = analysisBy((_, __, seed) => (seed === 5 ? null : {}), { name: "document", axes: {}, seeds });
  expect(saidAnswer(analysis)).toBe(
    `No answer yet: 4 of 5 runs finished. The cheapest configuration that is accurate enough so far (${FLOOR}) is document, at $0.00100 per million texts and 87.5 % test accuracy.`,
  );
});

test("a run that only finished on other data has no answer yet", () => {
  const plan = makePlan({
    axes: { dataset: ["brown-press", "csv:other.csv"] },
    seeds: [1],
    baseline: null,
    accuracyFloor: { atLeast: 0.8 },
  });
  expect(saidAnswer(analyzed(plan, [okRecord(plan.cells[1]!)]))).toBe(
    "No answer yet: 1 of 2 runs finished. None of them used the data that the answer is about.",
  );
});

test("an answer made before every run has its record says so; failures do not", () => {
  const partly = analysisBy((_, scheme) => (scheme === "int4" ? null : { usdPerMillionTexts: COSTS[scheme]! }));
  expect(saidAnswer(partly)).toMatch(/This can still change: 4 of 6 runs have finished so far\.$/);
  const failed = analysisBy((cell, scheme) => (scheme === "int4" ? failedRecord(cell) : {}));
  expect(saidAnswer(failed)).not.toContain("can still change");
});

test("a winner whose test accuracy contradicts the floor is not passed off as above it", () => {
  const analysis = analysisBy((_, scheme) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    test: scheme === "int4" ? rightOf100(70) : rightOf100(90),
    validationAccuracy: 0.9,
  }));
  expect(saidAnswer(analysis)).toContain(
    "On the test rows int4 clearly misses that: −20.0 points of accuracy from the baseline, at best −13.2.",
  );
  // One point is allowed: what misses it by less than a tenth of a point does not look like it.
  const { answer } = analysis as { readonly answer: Chosen };
  const missedOnTest = answer.missedOnTest.map((one) => ({ ...one, verdict: { ...one.verdict, atBest: -0.0104 } }));
  expect(saidAnswer({ ...analysis, answer: { ...answer, missedOnTest } })).toContain(", at best −1.04.");
});

test("of several scenarios each has its own answer, with its own baseline, after the scenario's name", () => {
  const costs = { offline: { float32: 0.001, int8: 0.002 }, http: { float32: 0.02, int8: 0.01 } } as const;
  const answers = answersIn(
    analysisBy(
      ({ fields }, scheme) => {
        const own = costs[fields["serving.scenario"] as keyof typeof costs];
        return { usdPerMillionTexts: own[scheme as keyof typeof own], correct: rowsRight(90) };
      },
      {
        axes: { "serving.scenario": ["offline", "http"], quantization: ["float32", "int8"] },
        baseline: { "serving.scenario": "http", quantization: "float32" },
        rounds: 9,
      },
    ),
  ).map((parts) => plainText(headlineOf(parts)));
  expect(answers).toEqual([
    `offline: The baseline, float32, costs $0.00100 per million texts at 90.0 % accuracy on 100 unseen test rows; nothing accurate enough (${FLOOR}) is cheaper.`,
    `http: int8 is the cheapest configuration ${FLOOR}: $0.0100 per million texts (baseline $0.0200) at 90.0 % accuracy on 100 unseen test rows (baseline 90.0 %), in a 642 kB file.`,
  ]);
});

test("figures that were disturbed say so at the end of the answer, and those that were taken again in quiet do not", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
  const records = plan.cells.map((cell) => okRecord(cell));
  const answerBeside = (load: number, others: number) =>
    saidAnswer(
      analyzed(
        plan,
        withSamples(records).map((line) =>
          "round" in line && line.round <= 2
            ? {
                ...line,
                disturbance: beside(load),
                otherAttempts: [
                  { startedAt: line.startedAt, textsPerSecond: 1, timedMs: 1, disturbance: beside(others) },
                ],
              }
            : line,
        ),
      ),
    );
  expect(answerBeside(1, 2)).toMatch(/ Something else ran on the machine during 4 of 4 samples of serving\.$/);
  expect(answerBeside(0, 1)).not.toContain("Something else ran");
});

test("of several scenarios the last one that is decided says what was disturbed", () => {
  const plan = makePlan({ axes: { "serving.scenario": ["offline", "http"] }, seeds: [1] });
  const [offline] = plan.cells.filter(({ fields }) => fields["serving.scenario"] === "offline");
  const lines = withSamples([okRecord(offline!)]).map((line) =>
    "round" in line ? { ...line, disturbance: beside(1) } : line,
  );
  const [ofOffline, ofHttp] = answersIn(analyzed(plan, lines)).map((parts) => plainText(groundsOf(parts)));
  expect(ofOffline).toMatch(/Something else ran on the machine/);
  expect(ofHttp).not.toContain("Something else");
});

test("a scenario without the baseline's configuration names the plan's, where that did not finish", () => {
  const plan = makePlan({
    axes: { "serving.scenario": ["offline", "http"], quantization: ["float32", "int8"] },
    baseline: { "serving.scenario": "http", quantization: "float32" },
    seeds: [1],
  });
  const cells = plan.cells.filter(
    ({ fields }) => !(fields["serving.scenario"] === "offline" && fields.quantization === "float32"),
  );
  const records = cells.map((cell) => (cell.isBaseline ? failedRecord(cell) : okRecord(cell)));
  const [offline] = answersIn(analyzed({ ...plan, cells }, records)).map((parts) => plainText(headlineOf(parts)));
  expect(offline).toMatch(/^offline: No answer: the baseline, scenario http · float32, has not finished \(/);
});

test("of what is given each answer begins with its value, and one without a baseline says that nothing stands for it", () => {
  const axes = { "training.rows": [200, 1000], quantization: ["float32", "int8"] };
  const baseline = { "training.rows": 1000, quantization: "float32" };
  const whole = makePlan({ axes, baseline, given: ["training.rows"], seeds: [1] });
  const cells = whole.cells.filter(({ fields }) => fields["training.rows"] === 1000 || fields.quantization === "int8");
  const records = cells.map((cell) => okRecord(cell, { usdPerMillionTexts: COSTS[String(cell.fields.quantization)]! }));
  const [few, many] = answersIn(analyzed({ ...whole, cells }, withSamples(records, { rounds: 13 })));
  expect(plainText(headlineOf(few!))).toBe(
    "200 training rows: No answer: no configuration differs from the baseline (rows 1000 · float32) in what is given alone, so “within 1 point of the baseline on the validation rows” cannot be judged.",
  );
  expect(plainText(headlineOf(many!))).toMatch(/^1,000 training rows: int8 is the cheapest configuration within /);
});
