#!/usr/bin/env bash
# One would expect: `where loss < 10` finds the same rows in a Parquet file as in a table that was made from it, and as many as
# `count(*) filter (where loss < 10)` counts. DuckDB orders NaN, the loss of a run that diverged, above all numbers: such a row is in `loss > 10` and not in
# `loss < 10`.
#
# What happens: from a file it is the other way round. The least and the greatest value of a column stand in the file, without NaN, as the format asks of
# writers, and DuckDB takes these for the bounds of all rows. If all numbers are below 10, the filter `< 10` is dropped as true of every row, so that NaN
# passes, and `> 10` reads nothing. `loss > 1` finds the NaN if its row group also has a number above 1: whether the run is found depends on its neighbours.
# `= 'nan'` finds none; isnan(loss) does. Files that DuckDB wrote are safe, since it leaves out the bounds where a NaN is; other writers' files, such as
# pyarrow's (open issue 25521 of duckdb/duckdb), are not. The option can_have_nan of read_parquet helps; it is off for the sake of speed (pull requests
# 17883 and 25747). Or read the file into a table first.
#
# @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6), hyparquet-writer 0.17.0, Node.js 20.20.2, linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @duckdb/node-api@1.5.6-r.1 hyparquet-writer@0.17.0
cat > see.mjs <<'JS'
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetWriteFile } from "hyparquet-writer";

const loss = [0.4, Number.NaN, 3, 0.2];
const columnData = [
  { name: "run", data: ["a", "diverged", "c", "d"] },
  { name: "loss", data: loss, type: "DOUBLE" },
];
parquetWriteFile({ filename: "pairs.parquet", columnData, rowGroupSize: 2 });
parquetWriteFile({ filename: "whole.parquet", columnData, rowGroupSize: 4 });
const connection = await (await DuckDBInstance.create()).connect();
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson();
await connection.run("create table runs as from 'pairs.parquet'");

/** Whether the diverged run is among the rows that meet a condition. */
const finds = async (source, condition) => (await rows(`select run from ${source} where ${condition}`)).flat().includes("diverged");
await connection.run("copy runs to 'duckdb.parquet'");
const sources = {
  table: "runs",
  "row groups of two": "'pairs.parquet'",
  "one row group": "'whole.parquet'",
  can_have_nan: "read_parquet('pairs.parquet', can_have_nan = true)",
  "DuckDB's file": "'duckdb.parquet'",
};
const seen = [];
for (const condition of ["loss < 10", "loss > 10", "loss > 1", "loss = 'nan'", "isnan(loss)"]) {
  const found = [];
  for (const source of Object.values(sources)) found.push(await finds(source, condition));
  console.log(condition.padEnd(13), Object.keys(sources).map((name, at) => `${name}: ${found[at] ? "found" : "-"}`).join(", "));
  seen.push(found.map(Number).join(""));
}
const [[kept]] = await rows("select count(*) from 'pairs.parquet' where loss < 10");
const [[counted]] = await rows("select count(*) filter (where loss < 10) from 'pairs.parquet'");
console.log(`rows of the file below 10: ${kept} by "where", ${counted} by "filter (where ...)"`);
const asSeen = String(seen) === "01100,10011,10111,10011,11111" && Number(kept) === 4 && Number(counted) === 3;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
