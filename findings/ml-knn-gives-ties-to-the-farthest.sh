#!/usr/bin/env bash
# One would expect: where as many neighbors speak for one class as for another, k-nearest-neighbors takes the class of the nearest, or that with the lowest
# number (scikit-learn), or reduces k. At least with two neighbors of different classes, a row beside one of them is not given the class of the other.
#
# What happens: ml-knn gives every tie to the farthest neighbor among those that are tied. With k = 2 its answer is that of the second nearest whenever the
# two differ: between 0 and 10, the row 0.1 is "10's". The k best are kept in a heap with the worst on top, `predict` counts votes in the heap's order, and
# the first class with the most votes stays. So k = 2 is worse than k = 1, where ties to the nearest make them equal by definition, and an even k, or any k with
# three classes, loses rows that it need not. `distance` is also called with plain objects that have neither length nor iterator, whatever the rows were.
#
# ml-knn 3.0.0; Node.js 20.20.2; seen 2026-12-01.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent ml-knn@3.0.0
cat > see.mjs <<'JS'
import KNN from "ml-knn";

const queries = [[0.1], [1], [4], [6], [9.9]];
const two = new KNN([[0], [10]], ["0", "10"], { k: 2 }).predict(queries);
console.log(`k = 2, rows at 0 and at 10, each a class of its name: ${queries.map(([at], index) => `${at} is taken for ${two[index]}`).join(", ")}`);

/** Park and Miller's generator, so that all see the same rows. */
let state = 7;
const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
const bell = () => random() + random() + random() + random() + random() + random() - 3;
const rows = Array.from({ length: 600 }, (_, index) => ({ label: index % 3, at: [(index % 3) * 1.5 + bell(), bell() + (index % 3 === 1 ? 1.5 : 0)] }));
const [train, test] = [rows.slice(0, 400), rows.slice(400)];

/** Ties go to the class of the nearest that is tied. */
function expected(k, [x, y]) {
  const near = train
    .map(({ at, label }) => ({ distance: Math.hypot(at[0] - x, at[1] - y), label }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, k);
  const votes = (label) => near.filter((one) => one.label === label).length;
  const most = Math.max(...near.map(({ label }) => votes(label)));
  return near.find(({ label }) => votes(label) === most).label;
}

const found = [1, 2, 3, 4].map((k) => {
  const given = new KNN(train.map(({ at }) => at), train.map(({ label }) => label), { k }).predict(test.map(({ at }) => at));
  const right = given.filter((label, index) => label === test[index].label).length;
  const wanted = test.filter(({ at, label }) => expected(k, at) === label).length;
  console.log(`k = ${k}: ${right} of ${test.length} test rows right, ${wanted} where ties go to the nearest`);
  return [right, wanted];
});
const [one, second] = found;
process.exit(`${two}` === "10,10,10,0,0" && one[0] === one[1] && second[1] === one[1] && second[0] < one[0] - 5 ? 0 : 1);
JS
node see.mjs
