#!/usr/bin/env bash
# One would expect: a chart that asks for the median and the 95 % confidence interval of the accuracy, and for those of the seconds, shows each field's own,
# whatever the order in which they are asked for. And a chart that is fed new rows shows their median.
#
# What happens: where ci0 and ci1 come before the median, the median of the seconds is that of the accuracy, 0.9095 s here; where the median comes first,
# the seconds have the accuracy's interval. A field that is alone has the right numbers, and so do the quartiles of two fields without an interval, or their
# mean and interval. Fed with rows in turn, an aggregate whose interval comes before the median of the same field goes on showing the first median, while
# its mean moves. Nothing is reported. A group of rows remembers quartiles, interval and extremes apart, but has a single mark of the field that they were
# made for: whichever is worked out anew sets the mark, and what is remembered of the others passes for new as well. With argmin, it depends on the order of
# the rows. Vega-Lite makes such aggregates of encodings alone, as here. Give each field, and the median, an aggregate of its own. (Not found among the
# issues of vega/vega.)
#
# vega 6.4.0 (vega-transforms 5.2.2), vega-lite 6.5.0; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent vega@6.4.0 vega-lite@6.5.0
cat > see.mjs <<'JS'
import * as vega from "vega";
import { compile } from "vega-lite";

const values = Array.from({ length: 20 }, (_, run) => ({
  model: "small",
  accuracy: 0.9 + ((run * 7) % 20) / 1000,
  seconds: 10 + ((run * 3) % 20),
}));
/** What the tooltip of a chart's one point shows of each field. */
async function shown(ops, fields) {
  vega.setRandom(vega.randomLCG(1)); // which draws the samples of the intervals
  const tooltip = fields.flatMap((field) => ops.map((aggregate) => ({ aggregate, field })));
  const { data, marks } = compile({ data: { values }, mark: "point", encoding: { y: { field: "model" }, tooltip } }).spec;
  const view = new vega.View(vega.parse({ data }), { renderer: "none" });
  await view.runAsync();
  const [row] = view.data(marks[0].from.data);
  return fields.map((field) => ops.map((op) => Number(row[`${op}_${field}`].toFixed(4))).join(" ")).join(", ");
}
const both = ["accuracy", "seconds"];
const seen = [];
for (const [ops, fields] of [
  [["median", "ci0", "ci1"], ["accuracy"]],
  [["median", "ci0", "ci1"], ["seconds"]],
  [["q1", "median", "q3"], both],
  [["mean", "ci0", "ci1"], both],
  [["ci0", "ci1", "median"], both],
  [["median", "ci0", "ci1"], both],
]) {
  seen.push(await shown(ops, fields));
  console.log(`${ops.join(", ")} of ${fields.join(" and ")}: ${seen.at(-1)}`);
}

// The lowest accuracy, the median accuracy, the lowest seconds and the median of the seconds, of the same rows in two orders.
const orders = [];
for (const ordered of [values, [...values].reverse()]) {
  const fields = ["accuracy", "accuracy", "seconds", "seconds"];
  const transform = [{ type: "aggregate", ops: ["argmin", "median", "argmin", "median"], fields, as: ["a", "b", "c", "d"] }];
  const view = new vega.View(vega.parse({ data: [{ name: "rows", values: ordered, transform }] }), { renderer: "none" });
  await view.runAsync();
  orders.push(view.data("rows")[0].d);
}
console.log(`median of the seconds beside argmin: ${orders[0]}; of the same rows in reverse order: ${orders[1]}`);

const sums = (name, ops) => ({ name, source: "rows", transform: [{ type: "aggregate", ops, fields: ops.map(() => "loss"), as: ops }] });
const data = [{ name: "rows" }, sums("together", ["ci0", "median", "mean"]), sums("alone", ["median"])];
const view = new vega.View(vega.parse({ data }), { renderer: "none" });
const medians = [];
for (const loss of [10, 5, 1, 1]) {
  await view.insert("rows", [{ loss }, { loss: loss + 1 }, { loss: loss + 2 }]).runAsync();
  medians.push(["together", "alone"].map((name) => view.data(name)[0].median).join());
  const mean = view.data("together")[0].mean.toFixed(2);
  console.log(`${medians.length * 3} losses, of a mean of ${mean}: median ${medians.at(-1).replace(",", " beside an interval, alone ")}`);
}
const [accuracy, seconds, quartiles, means, intervalFirst, medianFirst] = seen.map((text) => text.split(/,? /).map(Number));
const asSeen = accuracy[0] === 0.9095 && seconds[0] === 19.5 && seconds[1] > 10 && seconds[2] < 29 &&
  quartiles[1] === 0.9095 && quartiles[4] === 19.5 && means[4] > 10 && intervalFirst[3] > 10 && intervalFirst[5] === 0.9095 &&
  medianFirst[3] === 19.5 && medianFirst[4] === medianFirst[1] && medianFirst[5] === medianFirst[2] &&
  orders.join() === "0.9095,19.5" && medians.join(" ") === "11,11 11,8.5 11,6 11,4";
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
node see.mjs
