import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { parsePlan, parseRecord } from "../../../harness/contract/parse-run.ts";
import { appendRecord, readPlan, readRecords } from "../../../harness/contract/run-folder.io.ts";
import { RECORD_SCHEMA } from "../../../harness/contract/schema-version.ts";
import { remaining } from "../../../harness/measure/cell-states.ts";
import { writeReports } from "../../../reports/write.io.ts";

/** A finished run of smoke.json for every schema so far. */
const folderOf = (schema: number) =>
  fileURLToPath(new URL(`../../fixtures/run-folders/schema-${schema}/`, import.meta.url));
const SCHEMAS = Array.from({ length: RECORD_SCHEMA }, (_, index) => index + 1);

async function copyOf(schema: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pricewar-schema-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(folderOf(schema), folder, { recursive: true });
  return folder;
}

describe.each(SCHEMAS)("a run folder of schema %i", (schema) => {
  test("is kept as it was written", async () => {
    const plan: unknown = JSON.parse(await readFile(join(folderOf(schema), "plan.json"), "utf8"));
    expect(plan).toMatchObject({ schema });
    for (const line of (await readFile(join(folderOf(schema), "records.jsonl"), "utf8")).trim().split("\n")) {
      expect(JSON.parse(line)).toMatchObject({ schema });
    }
  });

  test("is read as the current schema", async () => {
    expect(await readPlan(join(folderOf(schema), "plan.json"))).toEqual(
      JSON.parse(await readFile(join(folderOf(RECORD_SCHEMA), "plan.json"), "utf8")),
    );
    const today = (await readFile(join(folderOf(RECORD_SCHEMA), "records.jsonl"), "utf8")).trim().split("\n");
    expect(await readRecords(join(folderOf(schema), "records.jsonl"))).toEqual(today.map((line) => JSON.parse(line)));
  });

  test("is reported", async () => {
    const folder = await copyOf(schema);
    const { counts } = (await writeReports(folder)).analysis;
    expect(counts).toMatchObject({ ok: 4, missing: 0 });
    const page = await readFile(join(folder, "report.html"), "utf8");
    expect(/<title>[^<]*smoke/.test(page)).toBe(true);
  });

  test("is resumed: its finished cells stay done under the same code, and new records join them", async () => {
    const folder = await copyOf(schema);
    const plan = await readPlan(join(folder, "plan.json"));
    const file = join(folder, "records.jsonl");
    const records = await readRecords(file);
    expect(remaining(plan, records)).toMatchObject({ toRun: [], stale: [], failed: [] });
    expect(remaining({ ...plan, code: "other" }, records).stale).toHaveLength(4);
    await appendRecord(file, records[0]!);
    expect(await readRecords(file)).toEqual([...records, records[0]]);
  });
});

describe("schema 1", () => {
  const read = async (name: string) => (await readFile(join(folderOf(1), name), "utf8")).split("\n");

  test("a record without early stopping, validation losses and learning rates gets null for each", async () => {
    const { training, ...record } = JSON.parse((await read("records.jsonl"))[0]!);
    const { stopped: _, reducedAfter: __, evaluationWallMs: ___, history, ...older } = training;
    const first = history.map(({ epoch, trainWallMs, loss, testAccuracy }: Record<string, number>) => ({
      epoch,
      trainWallMs,
      loss,
      testAccuracy,
    }));
    const migrated = parseRecord(JSON.stringify({ ...record, training: { ...older, history: first } }));
    expect(migrated).toMatchObject({ schema: RECORD_SCHEMA, status: "ok" });
    if (migrated.status !== "ok") return;
    expect(migrated.training).toMatchObject({ stopped: null, reducedAfter: null, evaluationWallMs: null });
    expect(migrated.training.history[9]).toEqual({ ...first[9], validationLoss: null, learningRate: null });
  });

  test("a plan from before techniques could change the training gets none that do, and no teachers", async () => {
    const plan = JSON.parse((await read("plan.json")).join("\n"));
    const cells = plan.cells.map(({ trainedWith: _, teachers: __, ...cell }: Record<string, unknown>) => cell);
    const migrated = parsePlan(JSON.stringify({ ...plan, cells }), "plan.json");
    expect(migrated.schema).toBe(RECORD_SCHEMA);
    for (const cell of migrated.cells) expect(cell).toMatchObject({ trainedWith: [], teachers: [] });
  });

  test("an invalid value is refused by name, not hidden by the migration", async () => {
    const record = JSON.parse((await read("records.jsonl"))[0]!);
    expect(() => parseRecord(JSON.stringify({ ...record, training: 5 }))).toThrow("training: must be an object, got 5");
  });
});

describe("schema 2", () => {
  const read = async (name: string) => (await readFile(join(folderOf(2), name), "utf8")).split("\n");

  test("a plan's accuracy floor is its one rule, and no label is positive", async () => {
    const plan = parsePlan((await read("plan.json")).join("\n"), "plan.json");
    expect(plan.quality).toEqual([{ figure: "accuracy", label: null, withinPoints: 1 }]);
    expect(plan.datasets[0]!.positive).toBeNull();
  });

  test("a record has no answers by class and no facts about its texts", async () => {
    const record = parseRecord((await read("records.jsonl"))[0]!);
    expect(record).toMatchObject({ corpus: null, quality: { positive: null, test: null, validation: null } });
  });

  test("a floor that is none is refused by name", async () => {
    const plan = JSON.parse((await read("plan.json")).join("\n"));
    expect(() => parsePlan(JSON.stringify({ ...plan, accuracyFloor: { withinPoints: "1" } }), "plan.json")).toThrow(
      /quality\[0\]/,
    );
  });
});
