#!/usr/bin/env bash
# One would expect: csv-parse with `cast: true`, which turns what is a number into one, leaves ids such as 0x1F and hashes as text, as papaparse does, or
# reads them as the numbers that they are in JavaScript (31), as d3-dsv does.
#
# What happens: every one of them is 0. The test for a number subtracts, for which JavaScript reads hexadecimal, octal and binary digits, but the value
# comes from parseFloat, which stops at the x: 0x1F, 0x2A and a hash of 40 digits are all the number 0, quoted or not, and so are 0b11 and 0o17. Whoever
# groups, joins or removes duplicates by such a column has one row left. Nothing is raised; an id with a sign, or with a letter beyond F, stays text. (Issue
# 148 of adaltas/node-csv-parse met the zeros in 2017, asked for the numbers as a feature, and was closed. The test is said to be borrowed from jQuery,
# where it only answered yes or no.) Whole numbers above 2^53, such as long ids, lose their last digits, where papaparse keeps the text. Give `cast` a
# function, which is told the column.
#
# csv-parse 7.0.3, papaparse 5.7.1 and d3-dsv 3.0.2 on Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent csv-parse@7.0.3 papaparse@5.7.1 d3-dsv@3.0.2
cat > see.mjs <<'JS'
import { parse } from "csv-parse/sync";
import { autoType, csvParse } from "d3-dsv";
import papaparse from "papaparse";

const HASH = "0xb7f3c1d09e5a486217cc3f90a4de58b16f02e97d";
const lines = ["id,label", "0x1F,sport", '"0x2A",politics', "0b11,sport", "0o17,politics", `${HASH},sport`, "-0x1F,politics", "0x1G,sport", "9007199254740993,sport"];
const text = `${lines.join("\n")}\n`;
const ids = {
  "csv-parse": parse(text, { columns: true, cast: true }).map(({ id }) => id),
  papaparse: papaparse.parse(text, { header: true, dynamicTyping: true, skipEmptyLines: true }).data.map(({ id }) => id),
  "d3-dsv": csvParse(text, autoType).map(({ id }) => id),
};
const different = {};
for (const [name, read] of Object.entries(ids)) {
  different[name] = new Set(read).size;
  console.log(`${name}: ${JSON.stringify(read)}, ${different[name]} different ones of ${read.length}`);
}
const texts = ["0x1F", "0x2A", "0b11", "0o17", HASH, "-0x1F", "0x1G", "9007199254740993"];
const asSeen = JSON.stringify(ids["csv-parse"]) === JSON.stringify([0, 0, 0, 0, 0, "-0x1F", "0x1G", 9007199254740992]) &&
  JSON.stringify(ids.papaparse) === JSON.stringify(texts) &&
  JSON.stringify(ids["d3-dsv"].slice(0, 4)) === "[31,42,3,15]" && different["csv-parse"] === 4 && different["d3-dsv"] === 8;
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
node see.mjs
