#!/usr/bin/env bash
# One would expect: `{ split: { $eq: "test" }, $or: [...] }` as a filter of hyparquet, whose syntax is MongoDB's (its pull request 56), gives rows that are
# of the test split and also meet a condition of the list, since everything in one object is joined by "and". And `$eq: 5` gives the rows that
# `$gte: 5, $lte: 5` gives.
#
# What happens: an object with $and, $or or $nor counts as that list alone. What stands beside it is ignored, so that rows of the training split come back;
# of several such lists in one object, one counts. Even a column that does not exist, elsewhere an error, passes there, and TypeScript accepts it all: the
# type of a filter is a union, and every key belongs to one of its members. Whole numbers of 64 bits, which is what pandas writes, are BigInt in JavaScript,
# and by default no number is equal to one: `$eq: 5` and `$in: [5]` find nothing, `$ne: 5` keeps the fives, while `$gte` and its kin compare by value. Put
# all conditions in one `$and`, and write 5n or set `filterStrict: false` (pull request 145, which speaks of 3 and "3" only).
#
# hyparquet 1.33.0, hyparquet-writer 0.17.0, TypeScript 7.0.2; sift 17.1.4 reads MongoDB's filters; Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent hyparquet@1.33.0 hyparquet-writer@0.17.0 sift@17.1.4 typescript@7.0.2
cat > filters.ts <<'TS'
import type { ParquetQueryFilter } from "hyparquet";

const labels = [{ label: { $eq: 0 } }, { label: { $eq: 1 } }];
export const beside: Record<string, ParquetQueryFilter> = {
  or: { split: { $eq: "test" }, $or: labels },
  and: { $and: [{ split: { $eq: "test" } }], label: { $eq: 0 } },
  both: { $and: [{ split: { $eq: "test" } }], $or: labels },
  around: { $and: [{ split: { $eq: "test" } }, { $or: labels }] },
  unknown: { nowhere: { $eq: 1 }, $or: labels },
  alone: { nowhere: { $eq: 1 } },
};
export const whole: Record<string, ParquetQueryFilter> = {
  equal: { words: { $eq: 5 } },
  among: { words: { $in: [5] } },
  other: { words: { $ne: 5 } },
  within: { words: { $gte: 5, $lte: 5 } },
  big: { words: { $eq: 5n } },
};
TS
cat > see.mjs <<'JS'
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import sift from "sift";
import { beside, whole } from "./filters.js";

const file = parquetWriteBuffer({
  columnData: [
    { name: "split", data: ["train", "test", "train", "test", "train", "test"], type: "STRING" },
    { name: "label", data: [0, 1, 2, 0, 1, 2], type: "INT32" },
    { name: "words", data: [3n, 4n, 5n, 5n, 6n, 7n], type: "INT64" },
  ],
});
const rows = await parquetReadObjects({ file });
const shown = (found) => found.map(({ split, label, words }) => `${split}/${label}/${words}`).join(" ") || "no row";
const found = {};
for (const [name, filter] of Object.entries({ ...beside, ...whole })) {
  found[name] = await parquetReadObjects({ file, filter }).then(shown, ({ message }) => message);
  console.log(`${name.padEnd(8)}${found[name]}${name in beside ? `; sift: ${shown(rows.filter(sift(filter)))}` : ""}`);
}
const loose = shown(await parquetReadObjects({ file, filter: whole.equal, filterStrict: false }));
const inMongo = (name) => shown(rows.filter(sift(beside[name])));
const asSeen = found.or === "train/0/3 test/1/4 test/0/5 train/1/6" && found.and === "test/1/4 test/0/5 test/2/7" && found.both === found.and &&
  found.unknown === found.or && found.alone.includes("not found: nowhere") &&
  inMongo("or") === "test/1/4 test/0/5" && inMongo("or") === found.around && inMongo("both") === found.around && inMongo("and") === "test/0/5" &&
  found.equal === "no row" && found.among === "no row" && found.other === shown(rows) &&
  [found.within, found.big, loose].every((text) => text === "train/2/5 test/0/5");
console.log(`loose   ${loose}`);
console.log(asSeen ? "seen as described" : "this has changed");
process.exitCode = asSeen ? 0 : 1;
JS
npx tsc --strict --module nodenext --target es2022 --skipLibCheck filters.ts
node see.mjs
