import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { headCommit } from "../../../../experiments/check/commit.io.ts";
import { coresOf } from "../../../../harness/base/cores.io.ts";
import { IncompleteError, RecordError } from "../../../../harness/base/errors.ts";
import { appendRecord } from "../../../../harness/contract/run-folder.io.ts";
import { baselineOf, baselineText, parseBaseline } from "../../../../harness/judge/check/baseline.ts";
import { readSnapshot } from "../../../../harness/judge/check/snapshot.io.ts";
import { failedRecord, makePlan, okRecord, skippedRecord } from "../../../fixtures/records.ts";
import { FACTS, snapshot } from "./snapshots.ts";

const WAY_OUT =
  "if it is a baseline, restore it from version control or write it again (pricewar baseline write RUN_FOLDER), else name one, or a run folder";

describe("a baseline", () => {
  test("is read back as it was written, keys in order", () => {
    const baseline = baselineOf(snapshot({ seeds: [1, 2] }), "smoke", null);
    const text = baselineText(baseline);
    expect(parseBaseline(text, "b.json")).toEqual(baseline);
    expect(baseline.side.name).toBe("smoke");
    expect(text.endsWith("}\n")).toBe(true);
    const keys = Object.keys(JSON.parse(text));
    expect(keys).toEqual([...keys].sort());
  });

  test("keeps what it was before, oldest first", () => {
    const of = (modelBytes: number, commit: string) => {
      const made = snapshot({ axes: {}, figures: { modelBytes } });
      return { ...made, side: { ...made.side, commit } };
    };
    const first = baselineOf(of(1, "c1"), "b", null);
    const third = baselineOf(of(3, "c3"), "b", baselineOf(of(2, "c2"), "b", first));
    expect(first.history).toEqual([]);
    expect(third.history.map(({ commit }) => commit)).toEqual(["c1", "c2"]);
    expect(third.history[1]).toEqual({
      commit: "c2",
      date: "2026-08-01T10:01:00.000Z",
      configurations: [
        {
          cell: third.cells[0]?.cell,
          label: "fixture",
          accuracy: 0.875,
          modelBytes: 2,
          parameters: 160_433,
          textsPerSecond: expect.closeTo(24_791.67, 1),
          usdPerMillionTexts: 0.001,
        },
      ],
    });
  });

  test("keeps a run once: made again from the same one, its history stays, and the commit is what is known now", () => {
    const before = baselineOf(snapshot({ figures: { modelBytes: 1 } }), "b", null);
    const same = snapshot();
    const once = baselineOf(same, "b", before);
    const reread = parseBaseline(baselineText(once), "b.json");
    const twice = baselineOf({ ...same, side: { ...same.side, commit: "c2" } }, "b", reread);
    expect(twice.history).toEqual(once.history);
    expect(twice.history).toHaveLength(1);
    expect(twice.side.commit).toBe("c2");
  });

  test("needs every run finished, except those that the machine skipped", () => {
    const failing = snapshot({ records: ([a, b]) => [okRecord(a!), failedRecord(b!)] });
    expect(() => baselineOf(failing, "b", null)).toThrow(
      new IncompleteError(
        "runs/fixture: 1 planned run has no figures, such as int8, seed 1: failed (backend in serve: " +
          "session refused the model); run the matrix again until all cells are done",
      ),
    );
    expect(() => baselineOf(snapshot({ records: () => [] }), "b", null)).toThrow(IncompleteError);
    const skipping = snapshot({ records: ([a, b]) => [okRecord(a!), skippedRecord(b!)] });
    expect(baselineOf(skipping, "b", null).cells).toHaveLength(2);
    const none = snapshot({ records: (cells) => cells.map((cell) => skippedRecord(cell)) });
    expect(() => baselineOf(none, "b", null)).toThrow(/no cell has figures/);
  });

  const sound = JSON.parse(baselineText(baselineOf(snapshot(), "b", null)));
  test.each([
    ["", "b.json: is empty"],
    ["{", "b.json: not JSON"],
    ["null", "b.json: snapshot schema 1 was needed, got undefined"],
    [JSON.stringify({ ...sound, schema: 2 }), "b.json: snapshot schema 1 was needed, got 2"],
    [
      JSON.stringify({ ...sound, measuredAt: null }),
      /^b\.json: was changed after it was written, since its sum is wrong /,
    ],
    [JSON.stringify({ ...sound, cells: [] }), "b.json: has no cells, so there is nothing to compare with"],
    [JSON.stringify({ ...sound, cells: [{ ...sound.cells[0], runs: 7 }] }), /^b\.json: cells\[0\]\.runs: /],
  ])("%# that is damaged is an error with the way out", (text, message) => {
    const attempt = () => parseBaseline(text, "b.json");
    expect(attempt).toThrow(RecordError);
    if (typeof message === "string") expect(attempt).toThrow(new RecordError(`${message}; ${WAY_OUT}`));
    else expect(attempt).toThrow(message);
  });
});

describe("on disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "pricewar-baseline-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const place = async (path: string, content: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };

  test("a run folder, its records and a baseline are the same snapshot under their own names", async () => {
    const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
    await place("run/plan.json", JSON.stringify(plan));
    for (const cell of plan.cells) {
      await place(`run/cells/${cell.experiment.id}/model.onnx`, "weights");
      await appendRecord(join(folder, "run", "records.jsonl"), okRecord(cell));
    }
    const facts = (modelOnnx: Uint8Array) => ({ ...FACTS, graph: Buffer.from(modelOnnx).toString() });
    const run = await readSnapshot(join(folder, "run"), facts, "c1");
    expect(run.side).toMatchObject({ name: join(folder, "run"), commit: "c1" });
    expect(run.cells.map(({ runs }) => runs[0]?.metrics.graph)).toEqual(["weights", "weights"]);

    const records = await readSnapshot(join(folder, "run", "records.jsonl"), facts, "c1");
    expect({ ...records, side: run.side }).toEqual(run);

    await place("b.json", baselineText(baselineOf(run, "b", null)));
    const stored = await readSnapshot(join(folder, "b.json"), facts);
    expect(stored.side.name).toBe(join(folder, "b.json"));
    expect({ ...stored, side: run.side }).toEqual(run);
  });

  test("a path that does not exist is an error that says so", async () => {
    await expect(readSnapshot(join(folder, "none"), () => FACTS)).rejects.toThrow(
      /none: no such file; name a run folder/,
    );
  });

  test("a folder without a repository has no commit", async () => {
    expect(await headCommit(folder, ["."])).toBeNull();
  });

  test("files that have changed since the commit, or are not in it, are in none", async () => {
    const repository = join(folder, "repository");
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
        cwd: repository,
        encoding: "utf8",
      }).trim();
    const code = ["harness/a.ts", "backends/a.ts", "package-lock.json"];
    for (const file of code) await place(`repository/${file}`, "1");
    git("init", "--quiet");
    git("add", "-A");
    git("commit", "--quiet", "-m", "first");
    await place("repository/data/baselines/smoke.json", "{}");
    await place("repository/README.md", "new");
    expect(await headCommit(repository, code)).toBe(git("rev-parse", "HEAD"));
    await place("repository/harness/b.ts", "2");
    expect(await headCommit(repository, [...code, "harness/b.ts"])).toBeNull();
    await place("repository/.gitignore", "harness/b.ts");
    expect(await headCommit(repository, [...code, "harness/b.ts"])).toBeNull();
    await place("repository/harness/a.ts", "2");
    expect(await headCommit(repository, code)).toBeNull();
  });
});

test("a control group's quota is in cores", () => {
  expect(coresOf("150000 100000\n")).toBe(1.5);
  expect(coresOf("max 100000\n")).toBeNull();
});
