import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sourceNames } from "../../../experiments/matrix-names.ts";
import { type Database, openDatabase } from "../../../experiments/query/database.io.ts";
import type { FlatTable } from "../../../experiments/query/flat-table.ts";
import { TEXT_FORMATS } from "../../../experiments/query/result-text.ts";
import { runTables } from "../../../experiments/query/run-tables.ts";
import { analyzed } from "../../fixtures/analyses.ts";
import { quantRun } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";

/** More rows than a chunk; the first fraction comes late, where DuckDB's own guesses would round it. */
const LATE = 2500;
const table: FlatTable = {
  name: "runs",
  comment: "it's a test",
  columns: [
    { name: "id", type: "BIGINT", comment: "a" },
    { name: "value", type: "DOUBLE", comment: "b (ms)" },
    { name: "label", type: "VARCHAR", comment: 'the "name" of it\'s row' },
    { name: "isFirst", type: "BOOLEAN", comment: "c" },
    { name: "startedAt", type: "TIMESTAMP", comment: "d" },
  ],
  rows: Array.from({ length: LATE + 1 }, (_, row) => [
    row,
    row === LATE ? 0.5 : row === 7 ? null : 1,
    `row ${row}; "quoted" 'text'`,
    row === 0,
    "2026-08-01T10:00:00.123Z",
  ]),
};

let place: string;
let database: Database;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-query-"));
  database = await openDatabase([table], join(place, "result.parquet"));
});
afterAll(async () => {
  database.close();
  await rm(place, { recursive: true, force: true });
});

test("values are as they were given: types, nulls, a late fraction, text with quotes", async () => {
  const { columns, rows } = await database.query(
    `select value, label, isfirst, startedAt, id from runs where id in (0, 7, ${LATE}) order by id`,
  );
  expect(columns).toEqual(["value", "label", "isFirst", "startedAt", "id"]);
  expect(rows).toEqual([
    [1, `row 0; "quoted" 'text'`, true, "2026-08-01 10:00:00.123", 0],
    [null, `row 7; "quoted" 'text'`, false, "2026-08-01 10:00:00.123", 7],
    [0.5, `row ${LATE}; "quoted" 'text'`, false, "2026-08-01 10:00:00.123", LATE],
  ]);
  expect((await database.query("select count(*), count(value), sum(id) from runs")).rows).toEqual([
    [LATE + 1, LATE, (LATE * (LATE + 1)) / 2],
  ]);
});

test("numbers stay numbers where that loses nothing, and are text where it would", async () => {
  expect((await database.query("select 1.25, 3::hugeint, 9007199254740993::bigint")).rows).toEqual([
    [1.25, 3, "9007199254740993"],
  ]);
});

test("columns have their comments", async () => {
  const { rows } = await database.query("select comment from duckdb_columns() where column_name = 'label'");
  expect(rows).toEqual([['the "name" of it\'s row']]);
});

test.each([
  "copy runs to 'PLACE/stolen.csv'",
  "select * from read_text('/etc/hostname')",
  "attach 'PLACE/other.db'",
  "export database 'PLACE/all'",
  "install httpfs",
  "set enable_external_access = true",
  "pragma profile_output = 'PLACE/profile.json'",
  "create persistent secret s (type s3)",
])("%s is refused", async (sql) => {
  await expect(database.query(sql.replace("PLACE", place))).rejects.toThrow(
    /file system operations are disabled|configuration has been locked/,
  );
  expect(await readdir(place)).toEqual([]);
});

test("the last statement's result counts, and columns of one name are told apart", async () => {
  const { columns, rows } = await database.query("create temp table t as select 7 as a; select a, a from t");
  expect([columns, rows]).toEqual([["a", "a:1"], [[7, 7]]]);
});

test.each(["", ";", "-- nothing"])("without a statement (%j) there is no answer", async (sql) => {
  await expect(database.query(sql)).rejects.toThrow("the SQL has no statement");
});

test("what DuckDB refuses is a clear error", async () => {
  await expect(database.query("select lable from runs")).rejects.toThrow(/^Binder Error: .*"lable".*[\s\S]*"label"/);
  await expect(database.query("selec 1")).rejects.toThrow(/^Parser Error: /);
});

test("a refused file has a way out, and Parquet says that it takes one statement", async () => {
  await expect(database.query("from read_csv('x.csv')")).rejects.toThrow(
    /^Permission Error: .*; SQL reads and writes no files here: --out FILE writes the result\n/,
  );
  await expect(database.writeParquet("select 1; select 2;")).rejects.toThrow(
    "Parquet takes the result of one statement, and the SQL has 2: leave the others out",
  );
});

test("Parquet keeps the types; a query may end in a semicolon or a comment", async () => {
  for (const end of [";", " -- by value"]) {
    await database.writeParquet(`select id, value, label from runs where id >= ${LATE - 1} order by id${end}`);
    const file = join(place, "result.parquet");
    const { buffer } = new Uint8Array(await readFile(file));
    expect(await parquetReadObjects({ file: buffer })).toEqual([
      { id: BigInt(LATE - 1), value: 1, label: `row ${LATE - 1}; "quoted" 'text'` },
      { id: BigInt(LATE), value: 0.5, label: `row ${LATE}; "quoted" 'text'` },
    ]);
    await rm(file);
  }
});

const result = {
  columns: ["a", "b"],
  rows: [
    ["=1+1", 0.1234567],
    [null, [1, { c: 2 }]],
  ],
} as const;

test.each([
  ["table", 'a     b\n=1+1  0.123457\n—     [1,{"c":2}]\n'],
  ["csv", 'a,b\r\n\'=1+1,0.1234567\r\n,"[1,{""c"":2}]"\r\n'],
  [
    "json",
    `${JSON.stringify(
      [
        { a: "=1+1", b: 0.1234567 },
        { a: null, b: [1, { c: 2 }] },
      ],
      null,
      2,
    )}\n`,
  ],
] as const)("as %s a result is %j", (format, text) => {
  expect(TEXT_FORMATS[format](result)).toBe(text);
});

test("the examples of docs/query.md answer", async () => {
  const { plan, records } = quantRun();
  const page = await readFile(new URL("../../../docs/query.md", import.meta.url), "utf8");
  const examples = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql!);
  expect(examples).toHaveLength(4);
  const sampled = withSamples(records).map((line) =>
    "kind" in line && line.kind === "sample" ? { ...line, machine: "m" } : line,
  );
  const folder = { folder: "runs/quant", analysis: analyzed(plan, sampled) };
  const runs = await openDatabase(runTables([folder], await sourceNames()), null);
  const answers = await Promise.all(examples.map((sql) => runs.query(sql)));
  runs.close();
  // The cheapest; five quantizations against float32; twelve ratios; one optimizer with one schedule.
  expect(answers.map(({ rows }) => rows.length)).toEqual([1, 5, 12, 1]);
  expect(answers[0]!.rows[0]![0]).toBe("quant");
  expect(answers[1]!.rows[0]!.at(-1)).toBe(6);
  expect(answers[2]!.rows.find(([name]) => name === "float32 · onnx")).toEqual(["float32 · onnx", 1, 1, 1, 18]);
});
