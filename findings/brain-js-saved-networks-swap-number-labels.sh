#!/usr/bin/env bash
# One would expect: a network of brain.js that is saved with toJSON and loaded with fromJSON, or exported with toFunction, gives the answers that it gave before.
#
# What happens: if its labels are whole numbers, say 1, 3 and 5 stars, the answers come back under the wrong labels. With 5 met first in training, then 1,
# then 3, a review that was worth 5 stars is worth 1 once the network has been saved and loaded; 1 becomes 3, and 3 becomes 5. The numbers beside the labels are
# unchanged, nothing is raised, and the same network with the labels in words is saved correctly, as is one whose numbers were met in ascending order. The outputs
# are numbered as labels are met, but toJSON and toFunction take the n-th of Object.keys for the n-th output, and JavaScript lists keys that look like array
# indices first and in ascending order. In the beta of version 2 the JSON is right, and the exported function is still wrong: there the same trained network
# answers in two ways. Known for the JSON since 2018 (brain.js issue 327, closed), and still what "npm install brain.js" gives.
#
# brain.js 1.6.1 (latest) and 2.0.0-beta.24 on Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent latest@npm:brain.js@1.6.1 beta@npm:brain.js@2.0.0-beta.24
cat > see.cjs <<'JS'
const REVIEWS = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
const best = (scores) => Object.keys(scores).reduce((a, b) => (scores[b] > scores[a] ? b : a));

// The labels that reviews of the given labels get from the trained network, from its JSON and from its function.
const see = (library, labels) => {
  const { NeuralNetwork } = require(library);
  const network = new NeuralNetwork({ hiddenLayers: [4] });
  const samples = REVIEWS.map((input, i) => ({ input, output: { [labels[i]]: 1 } }));
  network.train(samples, { iterations: 20_000, errorThresh: 0.001 });
  const loaded = new NeuralNetwork().fromJSON(JSON.parse(JSON.stringify(network.toJSON())));
  const exported = network.toFunction();
  const seen = [(input) => network.run(input), (input) => loaded.run(input), exported].map((answer) => REVIEWS.map((input) => best(answer(input))).join());
  console.log(`${library}, labels as met: ${labels}\n  as trained: ${seen[0]}\n  by JSON:    ${seen[1]}\n  exported:   ${seen[2]}`);
  return seen.join(" ");
};

const asSeen = [
  see("latest", ["five", "one", "three"]) === "five,one,three five,one,three five,one,three",
  see("latest", [1, 3, 5]) === "1,3,5 1,3,5 1,3,5",
  see("latest", [5, 1, 3]) === "5,1,3 1,3,5 1,3,5",
  see("beta", [5, 1, 3]) === "5,1,3 5,1,3 1,3,5",
].every(Boolean);
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.cjs
