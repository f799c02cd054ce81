#!/usr/bin/env bash
# One would expect: `padjust` of @stdlib/stats corrects p-values for several comparisons as R's p.adjust does, whose results its tests quote, and what it
# says of some p-values does not depend on what it was asked before.
#
# What happens: "hommel" corrects too little. The source computes the least value that any p-value may have after correction (Simes' test over all
# comparisons), but from values in the order given where it should sort them, and then does not use it. Two p-values come back as they went in: 0.03 and
# 0.04, where R has 0.04 twice. Of pairs of comparisons in which nothing differs, 9.75 % then have a result that is significant at 5 %, as if nothing had
# been corrected. R's examples in its tests happen to need no such bound. And "bonferroni", unlike the other methods, writes into the caller's array, so
# that the next method corrects once more. The README's own figures come from that: 0.008 by Holm's method, after Bonferroni, is 0.2, where a comment in the
# source says 0.04. Use "holm", and pass copies.
#
# @stdlib/stats-padjust 0.2.1, whose code @stdlib/stats 0.4.1 has too; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @stdlib/stats-padjust@0.2.1
cat > see.mjs <<'JS'
import { readFileSync } from "node:fs";
import padjust from "@stdlib/stats-padjust";

/** Hommel's method as it is defined: a hypothesis falls if each set of hypotheses with it falls by Simes' test. */
function defined(values) {
  const corrected = values.map(() => 0);
  for (let set = 1; set < 2 ** values.length; set += 1) {
    const isIn = (_, index) => (set >> index) & 1;
    const sorted = values.filter(isIn).sort((one, other) => one - other);
    const simes = Math.min(...sorted.map((value, rank) => (sorted.length * value) / (rank + 1)));
    values.forEach((_, index) => { if (isIn(_, index)) corrected[index] = Math.max(corrected[index], simes); });
  }
  return corrected;
}
const rounded = (values) => [...values].map((value) => Number(value.toFixed(4))).join(" ");
const given = [[0.03, 0.04], [0.01, 0.5, 0.9], [0.008, 0.03, 0.123, 0.6, 0.2]];
const hommel = given.map((values) => [rounded(padjust(values, "hommel")), rounded(defined(values))]);
hommel.forEach(([found, right], index) => console.log(`hommel of ${given[index].join(", ")}: ${found}; by definition: ${right}`));

// Two comparisons without any difference: each pair of p-values on a grid is as likely as any other.
const CELLS = 40;
const grid = Array.from({ length: CELLS }, (_, index) => (index + 0.5) / CELLS);
const falseAlarms = (method) =>
  grid.flatMap((one) => grid.map((other) => Math.min(...method([one, other])) <= 0.05)).filter(Boolean).length / CELLS ** 2;
const shares = [(pair) => padjust(pair, "hommel"), defined].map(falseAlarms);
console.log(`false alarms at 5 %: ${100 * shares[0]} % of pairs; by definition ${100 * shares[1]} %`);

const changes = ["bh", "by", "holm", "hommel", "bonferroni"].filter((method) => {
  const [list, floats] = [[0.008, 0.03, 0.123, 0.6, 0.2], Float64Array.of(0.008, 0.03, 0.123, 0.6, 0.2)];
  padjust(list, method);
  padjust(floats, method);
  return list[0] !== 0.008 && floats[0] !== 0.008;
});
const values = [0.008, 0.03, 0.123, 0.6, 0.2];
const before = rounded(padjust(values, "holm"));
padjust(values, "bonferroni");
const after = rounded(padjust(values, "holm"));
const readme = readFileSync("node_modules/@stdlib/stats-padjust/README.md", "utf8");
const isPromised = /'holm' \);\n\/\/ returns \[ 0\.2, 0\.6, 1\.0, 1\.0, 1\.0 \]/.test(readme);
console.log(`changed by: ${changes.join()}; holm before ${before}, after bonferroni ${after}; the README ${isPromised ? "has the latter" : "does not have it"}`);
const asSeen = hommel.map(([found]) => found).join() === "0.03 0.04,0.02 0.9 0.9,0.032 0.12 0.3 0.6 0.4" &&
  hommel.map(([, right]) => right).join() === "0.04 0.04,0.03 0.9 0.9,0.04 0.12 0.3 0.6 0.4" && shares.join() === "0.0975,0.05" &&
  changes.join() === "bonferroni" && before === "0.04 0.12 0.369 0.6 0.4" && after === "0.2 0.6 1 1 1" && isPromised;
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
node see.mjs
