// Times a sentence encoder's own library: node embed-texts.mjs INSTALLED PACKAGE TEXTS.json
// INSTALLED is a folder in which npm installed @energetic-ai/embeddings and PACKAGE. Prints one JSON line: peer; medianMs of embedding all
// texts, one after the other, from text to numbers in host memory.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const LIBRARY = "@energetic-ai/embeddings";
const FEWEST_CALLS = 3;
const MILLISECONDS = 600;

const [installed, name, textsFile] = process.argv.slice(2);
const require = createRequire(join(resolve(installed), "from-here.js"));
const { initModel } = require(LIBRARY);
const { modelSource } = require(name);
const { version } = require(`${LIBRARY}/package.json`);
const texts = JSON.parse(await readFile(textsFile, "utf8"));
const model = await initModel(modelSource);

async function passMs() {
  const startMs = performance.now();
  for (const text of texts) await model.embed(text);
  return performance.now() - startMs;
}

await passMs();
const timesMs = [];
const endMs = performance.now() + MILLISECONDS;
while (timesMs.length < FEWEST_CALLS || performance.now() < endMs) timesMs.push(await passMs());
timesMs.sort((a, b) => a - b);
console.log(JSON.stringify({ peer: `${LIBRARY} ${version}`, medianMs: timesMs[timesMs.length >> 1] }));
