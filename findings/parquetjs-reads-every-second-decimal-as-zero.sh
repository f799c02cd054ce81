#!/usr/bin/env bash
# One would expect: prices that @dsnp/parquetjs writes into a DECIMAL column, the type that is there so that money does not round, are read as they were by
# itself and by other readers: 19.99 as 19.99.
#
# What happens: of a column with up to 9 digits, its own reader returns only the first half of the values, and a 0 after each (-0.01 after a negative one).
# The writer stores every DECIMAL of up to 18 digits in 64 bits, as the format allows; the reader goes by the digits, takes up to 9 of them for 32 bits, and
# so reads the upper half of each number as the next number. The count of rows is right, and nothing is raised. DuckDB and hyparquet see what is in the
# file, and that is not quite what was written: the writer multiplies and rounds down, so that 19.99 is 19.98 and 0.29 is 0.28 to all readers, whatever the
# digits. Of the 1,000 prices below ten dollars, 69 lose a cent. (The rounding is known: issue 182 of frequency-chain/parquetjs, open.) Declare ten digits
# or more, and add a tenth of a cent to what is written.
#
# @dsnp/parquetjs 1.8.9 (1.9.3, the latest, was published without its code: issue 206), hyparquet 1.33.0, @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6); Node.js
# 20.20.2, linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @dsnp/parquetjs@1.8.9 hyparquet@1.33.0 @duckdb/node-api@1.5.6-r.1
cat > see.mjs <<'JS'
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import parquetjs from "@dsnp/parquetjs";
import { parquetReadObjects } from "hyparquet";

const connection = await (await DuckDBInstance.create(":memory:")).connect();
async function written(prices, precision) {
  const schema = new parquetjs.ParquetSchema({ price: { type: "DECIMAL", precision, scale: 2 } });
  const writer = await parquetjs.ParquetWriter.openFile(schema, "prices.parquet");
  for (const price of prices) await writer.appendRow({ price });
  await writer.close();
}
async function itself() {
  const reader = await parquetjs.ParquetReader.openFile("prices.parquet");
  const cursor = reader.getCursor();
  const prices = [];
  for (let row = await cursor.next(); row; row = await cursor.next()) prices.push(row.price);
  await reader.close();
  return prices;
}
async function others() {
  const file = Uint8Array.from(readFileSync("prices.parquet")).buffer;
  const inHyparquet = (await parquetReadObjects({ file })).map(({ price }) => price);
  const rows = await (await connection.run("select price::double from 'prices.parquet'")).getRows();
  return [inHyparquet, rows.map(([price]) => price)];
}

const prices = [19.99, -0.75, 0.29, 2.5, 4, 0.01];
const seen = [];
for (const precision of [9, 10]) {
  await written(prices, precision);
  seen.push([await itself(), ...(await others())].map((read) => read.join(" ")));
  console.log(`${prices.join(" ")} as DECIMAL(${precision},2): read by itself ${seen.at(-1)[0]}; by hyparquet ${seen.at(-1)[1]}; by DuckDB ${seen.at(-1)[2]}`);
}
const cents = Array.from({ length: 1000 }, (_, index) => index);
const cheaper = [];
for (const added of [0, 0.001]) {
  await written(cents.map((cent) => cent / 100 + added), 10);
  const [read] = await others();
  cheaper.push(cents.filter((cent) => Math.round(read[cent] * 100) !== cent).length);
}
console.log(`of 1,000 prices from 0.00 to 9.99, ${cheaper[0]} are others in the file; with a tenth of a cent added, ${cheaper[1]}`);
const inFile = "19.98 -0.75 0.28 2.5 4 0.01";
const asSeen = JSON.stringify(seen) === JSON.stringify([["19.98 0 -0.75 -0.01 0.28 0", inFile, inFile], [inFile, inFile, inFile]]) &&
  `${cheaper}` === "69,0";
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
node see.mjs
