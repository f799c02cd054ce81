#!/usr/bin/env bash
# One would expect: `cumulativeStdNormalProbability(z)` gives the p-value of a z-test, to float64 or nearly so: of z = 5, one in 3.5 million. And `probit`, which
# its documentation calls the inverse of that function, gives the 1.95996 of a 95 % interval.
#
# What happens: the function looks z up, rounded to hundredths, in a table of four decimals that ends at 3.09, and takes its last entry for all that is
# beyond: 0.999. No result is rarer than one in a thousand, so that of a hundred comparisons at 5 %, corrected after Bonferroni (0.0005 each), none is ever
# significant, however large z is. `normalDistribution(z, 0, 1, true)` in the same library has the tail. `probit` is an approximation in one line (Winitzki's)
# that no step refines: 1.957 at 0.975, so that an interval by it is too narrow, by 0.1 % at 95 % and 0.3 % at 99.9 %. Both are known: pull requests 829 of
# simple-statistics (merged: it adds the function above and leaves this one) and 850 (open).
#
# simple-statistics 7.12.1; Node.js 20.20.2; seen 2026-12-01.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent simple-statistics@7.12.1
cat > see.mjs <<'JS'
import { cumulativeStdNormalProbability, normalDistribution, probit } from "simple-statistics";

const COMPARISONS = 100;
const tails = [2, 3, 3.5, 4, 5, 8].map((z) => ({
  z,
  byTable: 1 - cumulativeStdNormalProbability(z),
  bySeries: 1 - normalDistribution(z, 0, 1, true),
}));
for (const { z, byTable, bySeries } of tails) {
  console.log(`z = ${z}: p is ${byTable.toPrecision(2)} by the table, ${bySeries.toPrecision(2)} by normalDistribution`);
}
const significant = (which) => tails.filter((tail) => tail[which] < 0.05 / COMPARISONS).map(({ z }) => z);
console.log(`of ${COMPARISONS} comparisons at 5 %, significant: none by the table (${significant("byTable").length}), by normalDistribution z = ${significant("bySeries").join(", ")}`);
const widths = [[0.975, 1.95996], [0.9995, 3.29053]].map(([p, known]) => {
  console.log(`probit(${p}) is ${probit(p).toFixed(5)}, tables have ${known}`);
  return 1 - probit(p) / known;
});
process.exit(
  significant("byTable").length === 0 && `${significant("bySeries")}` === "3.5,4,5,8" &&
    new Set(tails.slice(2).map(({ byTable }) => byTable)).size === 1 && widths[0] > 0.001 && widths[1] > 0.003 ? 0 : 1,
);
JS
node see.mjs
