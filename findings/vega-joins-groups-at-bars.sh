#!/usr/bin/env bash
# One would expect: Vega groups rows by the values of their fields. Two rows are in one group if, and only if, they agree in each of these fields, so that a
# confusion matrix has a cell for each pair of labels, and a chart a line for each pair of model and data.
#
# What happens: the values are joined to one string, with "|" between them, and rows whose strings are equal are one group, named after the first of them.
# "sports|politics" taken for "tech" and "politics" taken for "tech|sports" are then the same pair: one cell counts both, the other is missing. With two
# such pairs of model and data, one line zigzags through the points of both. Sets of labels are commonly written with "|". Text and other values are not
# told apart either: null and "null" share a mean. Nothing is reported. Write another separator, or group by one field that you made yourself.
#
# vega 6.4.0, vega-lite 6.5.0; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent vega@6.4.0 vega-lite@6.5.0
cat > see.mjs <<'JS'
import * as vega from "vega";
import { compile } from "vega-lite";

async function draw(values, mark, encoding) {
  const view = new vega.View(vega.parse(compile({ data: { values }, mark, encoding }).spec), { renderer: "none" });
  await view.runAsync();
  return view.scenegraph().root.items[0].items.find(({ role }) => role === "mark" || role === "scope").items;
}
const nominal = (field) => ({ field, type: "nominal" });
const number = (field) => ({ field, type: "quantitative" });
async function cells(separator) {
  const pairs = [["sports|politics", "tech"], ["politics", "tech|sports"], ["politics", "tech|sports"]];
  const values = pairs.map(([truth, predicted]) => ({
    truth: truth.replace("|", separator),
    predicted: predicted.replace("|", separator),
  }));
  const marks = await draw(values, "rect", { x: nominal("predicted"), y: nominal("truth"), color: { aggregate: "count" } });
  return marks.map(({ datum }) => `${datum.truth} as ${datum.predicted}: ${datum.__count}`);
}
async function lines(separator) {
  const pairs = [[`a${separator}b`, "c", 1], ["a", `b${separator}c`, 9]];
  const values = pairs.flatMap(([model, data, y]) => [1, 2, 3].map((x) => ({ model, data, x, y })));
  const encoding = { x: number("x"), y: number("y"), color: nominal("model"), strokeDash: nominal("data") };
  return (await draw(values, "line", encoding)).map(({ items }) => items[0].items.length);
}
async function means(name) {
  const values = [{ name: null, y: 0 }, { name, y: 10 }];
  return (await draw(values, "bar", { x: nominal("name"), y: { aggregate: "mean", field: "y" } })).map(({ datum }) => datum.mean_y);
}
const seen = [];
for (const separator of ["+", "|"]) {
  seen.push({ cells: await cells(separator), points: await lines(separator) });
  console.log(`labels with "${separator}": ${JSON.stringify(seen.at(-1).cells)}; points of each line: ${seen.at(-1).points}`);
}
const [apart, together] = [await means("none"), await means("null")];
console.log(`means of null (0) and "none" (10): ${apart}; of null and "null": ${together}`);
const [plus, bar] = seen;
const asSeen = plus.cells.length === 2 && `${bar.cells}` === "sports|politics as tech: 3" && `${plus.points}` === "3,3" && `${bar.points}` === "6" &&
  `${apart}` === "0,10" && `${together}` === "5";
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
