#!/usr/bin/env bash
# One would expect: read_json_auto gives back the numbers that a file of JSON lines holds, or says that it cannot.
#
# What happens: the type of a column is guessed from the first 20,480 rows. Where these hold whole numbers, and the first fraction
# comes later, the column is BIGINT and the fraction is rounded without a word: an accuracy of 0.9 that followed whole ones reads as 1.
# A string that comes as late is an error. Only sample_size = -1, or columns that are given, keep the fraction.
#
# @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6), linux x64; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @duckdb/node-api@1.5.6-r.1
cat > see.mjs <<'JS'
import { writeFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const SAMPLED = 20_480;
const write = (name, rows, last) =>
  writeFileSync(name, `${'{"accuracy": 1}\n'.repeat(rows)}{"accuracy": ${last}}\n`);
write("early.jsonl", SAMPLED - 1, 0.9);
write("late.jsonl", SAMPLED, 0.9);
write("text.jsonl", SAMPLED, '"none"');
const connection = await (await DuckDBInstance.create(":memory:")).connect();
async function lowest(source) {
  const reader = await connection.runAndReadAll(`select typeof(min(accuracy)), min(accuracy)::varchar from ${source}`);
  return reader.getRows()[0];
}
const early = await lowest("read_json_auto('early.jsonl')");
const late = await lowest("read_json_auto('late.jsonl')");
const whole = await lowest("read_json_auto('late.jsonl', sample_size = -1)");
const given = await lowest("read_json('late.jsonl', columns = {accuracy: 'DOUBLE'})");
const text = await lowest("read_json_auto('text.jsonl')").catch((error) => `error: ${error.message.split("\n")[0].slice(0, 80)}`);
console.log(`lowest of 1, 1, … 0.9, the fraction in row ${SAMPLED}: ${early}`);
console.log(`the fraction in row ${SAMPLED + 1}: ${late}`);
console.log(`  with sample_size = -1: ${whole}; with the column given: ${given}`);
console.log(`text in row ${SAMPLED + 1}: ${text}`);
const asSeen =
  `${early}` === "DOUBLE,0.9" && `${late}` === "BIGINT,1" && `${whole}` === "DOUBLE,0.9" && `${given}` === "DOUBLE,0.9" &&
  `${text}`.startsWith("error");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
