// Reads texts as a program with @huggingface/transformers would: node classify-texts.mjs INSTALLED FOLDER TEXTS.json
// INSTALLED is a folder in which npm installed the package. Prints one JSON line: ids of each text from AutoTokenizer, neither
// cut nor padded, and what pipeline("text-classification") answers, by label: to all texts at once, and to each alone.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [installed, folder, textsFile] = process.argv.slice(2);
const { AutoTokenizer, env, pipeline } = createRequire(join(resolve(installed), "from-here.js"))(
  "@huggingface/transformers",
);
env.allowRemoteModels = false;

const texts = JSON.parse(await readFile(textsFile, "utf8"));
const tokenizer = await AutoTokenizer.from_pretrained(folder);
const classify = await pipeline("text-classification", folder);
const byLabel = (answers) => Object.fromEntries(answers.map(({ label, score }) => [label, score]));
const options = { top_k: null };
const alone = [];
for (const text of texts) alone.push(byLabel(await classify(text, options)));
const ids = texts.map((text) => tokenizer.encode(text));
const together = (await classify(texts, options)).map(byLabel);
console.log(JSON.stringify({ ids, together, alone }));
