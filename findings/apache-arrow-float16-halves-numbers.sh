#!/usr/bin/env bash
# One would expect: a Float16 column of Apache Arrow holds, for each number that is put into it, the nearest number that 16 bits can hold: 0.49999 as 0.5,
# one below 2.9e-8 as 0, and one from 65,520 up as infinity.
#
# What happens: three kinds of numbers become something else, and nothing is raised. Just below 2, 8, 32 (each second power of two, also 0.5 and 0.125) they
# are halved: 0.49999 becomes 0.25, because exponent and rounded fraction are joined by a bitwise "or", which loses a carry into an odd exponent. Below
# 2.9e-8, where rounding should give 0, most become minus infinity, NaN or a number up to 6e-5, since bits are shifted by a negative count, which JavaScript
# takes modulo 32. Whole numbers from 65,536 to two million become 2 to 4. Small probabilities, gradients and Adam's squared averages are such numbers.
# Round to 16 bits before Arrow gets them: numbers that 16 bits hold exactly are stored right.
#
# apache-arrow 21.2.0; the bits are read by @petamoriken/float16 3.9.3; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent apache-arrow@21.2.0 @petamoriken/float16@3.9.3
cat > see.mjs <<'JS'
import { f16round, getFloat16 } from "@petamoriken/float16";
import { Float16, vectorFromArray } from "apache-arrow";

const stored = (numbers) => {
  const bits = vectorFromArray(numbers, new Float16()).toArray();
  const view = new DataView(bits.buffer, bits.byteOffset, bits.byteLength);
  return numbers.map((_, index) => getFloat16(view, 2 * index, true));
};
const NUMBERS = [0.1, 0.3, 1.9999, 0.49999, -7.999, 1e-7, 1e-8, 1e-9, 1e-11, 65_504, 70_000];
const inArrow = stored(NUMBERS);
NUMBERS.forEach((number, index) => {
  const nearest = f16round(number);
  console.log(`${number}: nearest ${nearest}, in Arrow ${inArrow[index]}${Object.is(nearest, inArrow[index]) ? "" : "  <- wrong"}`);
});
const fractions = Array.from({ length: 100_000 }, (_, index) => (index + 1) / 100_000);
const wrong = stored(fractions).filter((value, index) => Math.abs(value / f16round(fractions[index]) - 1) > 0.01).length;
const rounded = stored(NUMBERS.map(f16round)).every((value, index) => Object.is(value, f16round(NUMBERS[index])));
console.log(`of 0.00001, 0.00002, … 1 are off by more than 1 %: ${wrong} of 100000`);
console.log(`rounded to 16 bits beforehand, all are right: ${rounded}`);
const asSeen = [1, 0.25, -4].every((value, index) => inArrow[2 + index] === value) && inArrow[6] === -Infinity && inArrow[7] > 4e-5 &&
  Number.isNaN(inArrow[8]) && inArrow[9] === 65_504 && inArrow[10] > 2 && inArrow[10] < 4 && wrong === 15 && rounded;
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
