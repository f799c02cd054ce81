#!/usr/bin/env bash
# One would expect: the three methods of ml-pca (SVD, covarianceMatrix and NIPALS, which finds as many components as one asks for) describe the same data
# alike. With a first component that has 96 % of the variance, the explained variance of one component is 0.96.
#
# What happens: with NIPALS the explained variance is the share of what was found, not of the data's. One component explains 100 %, two explain 100 % together,
# and so do however many one asks for: a rule such as "as many as explain 95 %" is content with one of any data. Its eigenvalues, too, are sums of squares
# and no variances: n - 1 times those of the other methods, so that `getStandardDeviations` is too large by the square root of n - 1. The components and `predict`
# agree up to their signs, which is why nothing looks wrong.
#
# ml-pca 4.1.1; Node.js 20.20.2; seen 2026-12-01.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent ml-pca@4.1.1
cat > see.mjs <<'JS'
import { PCA } from "ml-pca";

/** Park and Miller's generator, so that all see the same rows. */
let state = 1;
const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
const ROWS = 40;
const rows = Array.from({ length: ROWS }, () => {
  const [a, b] = [10 * random(), 3 * random()];
  return [a + random() / 10, 2 * a + b, b - a + random(), 2 * random()];
});
const exact = new PCA(rows);
const said = (pca) => ({ eigenvalue: pca.getEigenvalues()[0], explained: pca.getExplainedVariance(), deviation: pca.getStandardDeviations()[0] });
const bySvd = said(exact);
console.log(`SVD: first eigenvalue ${bySvd.eigenvalue.toFixed(1)}, standard deviation ${bySvd.deviation.toFixed(2)}, it explains ${bySvd.explained[0].toFixed(3)}`);
const some = [1, 2].map((components) => {
  const pca = new PCA(rows, { method: "NIPALS", nCompNIPALS: components });
  const own = said(pca);
  const sum = own.explained.reduce((all, one) => all + one, 0);
  console.log(
    `NIPALS, ${components} of 4: first eigenvalue ${own.eigenvalue.toFixed(1)}, standard deviation ${own.deviation.toFixed(2)}, the first explains ${own.explained[0].toFixed(3)}, all that were asked for ${sum.toFixed(3)}`,
  );
  return { ...own, sum, score: pca.predict(rows).get(0, 0) };
});
console.log(`the first row's first score: ${exact.predict(rows).get(0, 0).toFixed(4)} by SVD, ${some[0].score.toFixed(4)} by NIPALS`);
const alike = (a, b) => Math.abs(a / b - 1) < 1e-4;
process.exit(
  some.every(({ sum, eigenvalue }) => alike(sum, 1) && alike(eigenvalue, (ROWS - 1) * bySvd.eigenvalue)) &&
    bySvd.explained[0] < 0.97 && alike(Math.abs(some[0].score), Math.abs(exact.predict(rows).get(0, 0))) ? 0 : 1,
);
JS
node see.mjs
