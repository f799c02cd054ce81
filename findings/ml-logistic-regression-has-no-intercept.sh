#!/usr/bin/env bash
# One would expect: a logistic regression fits an intercept unless it is told not to, as R's glm, scikit-learn and Spark do: the numbers 1, 2, 3 of one
# class and 8, 9, 10 of the other are told apart. And a classifier that was trained on the labels 1, 2 and 3 answers with one of them.
#
# What happens: ml-logistic-regression fits weights only. Its README does not say so, and there is no option. A row of zeros is always undecided, and all
# numbers above 0 fall on one side of it: after 50,000 steps all six are of one class. Labels are taken for places in a list that begins with 0, which is
# not said either: trained on 1, 2 and 3, it never answers 3; the rows of that class are given 0 here, a class that it was never shown. Trained on -1 and 1,
# it never answers -1. Nothing is raised. Add a column of ones to all rows, in training and in use, and number labels from 0.
#
# ml-logistic-regression 2.0.0 with ml-matrix 6.15.1; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent ml-logistic-regression@2.0.0 ml-matrix@6.15.1
cat > see.mjs <<'JS'
import { readFileSync } from "node:fs";
import LogisticRegression from "ml-logistic-regression";
import { Matrix } from "ml-matrix";

/** The classes that a model gives the rows that it was trained on. */
function classes(rows, labels) {
  const model = new LogisticRegression();
  model.train(new Matrix(rows), Matrix.columnVector(labels));
  return model.predict(new Matrix(rows)).join(" ");
}
const numbers = [1, 2, 3, 8, 9, 10];
const corners = [[1, 0], [2, 0], [0, 1], [0, 2], [-1, -1], [-2, -2]];
const seen = {
  "1, 2, 3 against 8, 9, 10": classes(numbers.map((number) => [number]), [0, 0, 0, 1, 1, 1]),
  "the same beside a column of ones": classes(numbers.map((number) => [number, 1]), [0, 0, 0, 1, 1, 1]),
  "three corners, labels 0 to 2": classes(corners, [0, 0, 1, 1, 2, 2]),
  "three corners, labels 1 to 3": classes(corners, [1, 1, 2, 2, 3, 3]),
  "-1 to the left of 0, 1 to the right": classes([[-2], [-1], [1], [2]], [-1, -1, 1, 1]),
};
for (const [what, found] of Object.entries(seen)) console.log(`${what}: ${found}`);
const readme = readFileSync("node_modules/ml-logistic-regression/README.md", "utf8");
const isSaid = /intercept|bias|ones|from 0|zero/i.test(readme);
console.log(`the README ${isSaid ? "says" : "does not say"} so`);
const asSeen = Object.values(seen).join() === "1 1 1 1 1 1,0 0 0 1 1 1,0 0 1 1 2 2,1 1 2 2 0 0,0 0 1 1" && !isSaid;
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
node see.mjs
