#!/usr/bin/env bash
# One would expect: `jStat.percentile(values, k)` interpolates between neighbours as a spreadsheet's PERCENTILE does, after which it was written (jstat pull
# request 160), and as other libraries do: of 10 and 20 the median is 15, and a p99 of few values is near the largest.
#
# What happens: between the second largest and the largest value it does not interpolate, but gives the second largest, since its check for the end of the
# array counts from 0 and its index from 1. Whatever k below 1 is asked for, the largest value has no influence: with nine requests of 10 to 18 ms and one
# of 1,000, p90, p95, p99 and p99.9 are all 18. The p99 of up to a hundred values never knows of the slowest. jStat's own median of two values is right, and
# so differs from their percentile at 0.5. The variant `exclusive` does not interpolate there either.
#
# jstat 1.9.6, simple-statistics 7.12.1 to compare; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent jstat@1.9.6 simple-statistics@7.12.1
cat > see.mjs <<'JS'
import jstat from "jstat";
import { quantile } from "simple-statistics";

const { jStat } = jstat;
const PARTS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1];
const latencies = [10, 11, 12, 13, 14, 15, 16, 17, 18, 1000];
const both = PARTS.map((part) => ({
  part,
  inJstat: jStat.percentile(latencies, part),
  elsewhere: quantile(latencies, part),
}));
for (const { part, inJstat, elsewhere } of both) console.log(`p${part * 100} of ${latencies}: jStat ${inJstat}, simple-statistics ${elsewhere.toFixed(1)}`);
const two = [jStat.percentile([10, 20], 0.5), jStat.median([10, 20])];
console.log(`of 10 and 20: percentile 0.5 is ${two[0]}, the median ${two[1]}`);
const exclusive = jStat.percentile([10, 20, 30, 40], 0.7, true);
console.log(`of 10, 20, 30, 40, exclusive: 0.7 is ${exclusive}, halfway between 30 and 40 by definition`);
const hundred = (slowest) => jStat.percentile([...Array(99).fill(10), slowest], 0.99);
console.log(`p99 of 99 requests of 10 ms and a slow one: ${hundred(11)} if it takes 11 ms, ${hundred(60_000)} if it takes a minute`);
const agree = both.filter(({ inJstat, elsewhere }) => Math.abs(inJstat - elsewhere) < 1e-9).map(({ part }) => part);
process.exit(
  `${agree}` === "0.5,0.8,1" && `${two}` === "10,15" && exclusive === 30 && hundred(11) === 10 && hundred(60_000) === 10 &&
    both.filter(({ inJstat }) => inJstat === 18).length === 4 ? 0 : 1,
);
JS
node see.mjs
