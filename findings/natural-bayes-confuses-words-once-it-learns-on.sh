#!/usr/bin/env bash
# One would expect: the Bayes classifier of natural goes on learning: documents are added, `train()` is called again (the answer to issue 359 of
# NaturalNode/natural), which reads only the new ones, and what it knew of other words stays. And a long text is as easy for it as a short one, as it adds
# logarithms, "numbers are tiny" being the comment in the source.
#
# What happens: one new document with a number in it, such as a year, and the counts of all words move to other words. Counts are kept by a word's place in
# the list of words, which is an object's keys, and JavaScript lists keys that look like array indices first: each new number pushes all words one place on,
# while the counts stay. With four new numbers here, every text that it was taught has the other label from then on. `retrain()`, which reads everything
# once more, puts it right. And at the end the sum of logarithms is made a probability again: from some 200 rare words on, fewer if there are more
# documents, all labels have exactly 0, and the answer is the label that was added first. Nothing is raised in either case. Call `retrain()`, and cut long
# texts.
#
# natural 8.1.1, whose classifiers are those of apparatus 0.0.10; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent natural@8.1.1 apparatus@0.0.10
cat > see.mjs <<'JS'
import natural from "natural";

const DOCUMENTS = [
  ["goal keeper saves penalty", "sport"],
  ["senate passes budget bill", "politics"],
  ["striker scores late winner", "sport"],
  ["minister resigns after vote", "politics"],
];
function learnsOn(text, again) {
  const classifier = new natural.BayesClassifier();
  for (const [known, label] of DOCUMENTS) classifier.addDocument(known, label);
  classifier.train();
  classifier.addDocument(text, "politics");
  classifier[again]();
  const right = DOCUMENTS.filter(([known, label]) => classifier.classify(known) === label).length;
  console.log(`after "${text}" and ${again}(): ${right} of 4 right; "goal" is ${classifier.classify("goal")}, "senate" ${classifier.classify("senate")}`);
  return right;
}
const seen = [
  learnsOn("election", "train"),
  learnsOn("election 2026 2028", "train"),
  learnsOn("elections of 2026, 2027, 2028 and 2030", "train"),
  learnsOn("elections of 2026, 2027, 2028 and 2030", "retrain"),
];

const first = (count, topic, from = 0) => Array.from({ length: count }, (_, index) => `${topic}_${from + index}`);
function long(topics) {
  const classifier = new natural.BayesClassifier();
  for (const topic of topics) for (let place = 0; place < 1000; place += 10) classifier.addDocument(first(10, topic, place), topic);
  classifier.train();
  return [100, 200, 300].map((count) => {
    const [best] = classifier.getClassifications(first(count, "sport"));
    return `${best.label} with ${best.value === 0 ? 0 : "more"}`;
  });
}
const answers = [long(["sport", "politics"]), long(["politics", "sport"])];
console.log(`100, 200 and 300 words of sport: ${answers[0].join(", ")}; where politics was added first: ${answers[1].join(", ")}`);
const asSeen = seen.join() === "4,3,0,4" &&
  answers.join() === "sport with more,sport with 0,sport with 0,sport with more,politics with 0,politics with 0";
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
DOTENV_CONFIG_QUIET=true node see.mjs
