#!/usr/bin/env bash
# One would expect: `connection.run(sql)` and `connection.run(sql, [])` of DuckDB's Node API are the same where a text has no parameters.
#
# What happens: of a text with several statements both run all of them, but without values the rows of the first query come back, and with
# an empty list of values those of the last one. A caller who always passes its list of parameters, empty or not, gets the other answer. Text without any statement,
# such as a comment, gives no rows without values, and with an empty list an error that says no more than "Error in native callback".
#
# @duckdb/node-api 1.5.6-r.1, linux x64; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @duckdb/node-api@1.5.6-r.1
cat > see.mjs <<'JS'
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create(":memory:")).connect();
const rows = async (...given) => (await connection.run(...given)).getRows();
const answer = async (...given) =>
  rows(...given).then((found) => JSON.stringify(found.map(([value]) => value)), (error) => error.message);
const SEVERAL = "select 1; insert into runs values (1); select 2";
await connection.run("create table runs (seed int)");
const without = await answer(SEVERAL);
const withNone = await answer(SEVERAL, []);
const inserted = await answer("select count(*)::int from runs");
const comment = await answer("-- nothing");
const commentWithNone = await answer("-- nothing", []);
console.log(`without values: ${without}`);
console.log(`with an empty list: ${withNone}`);
console.log(`rows that both have inserted: ${inserted}`);
console.log(`a comment: ${comment}; with an empty list: ${commentWithNone}`);
process.exit(without === "[1]" && withNone === "[2]" && inserted === "[2]" ? 0 : 1);
JS
node see.mjs
