#!/usr/bin/env bash
# One would expect: a folder's tokenizer.json is the whole tokenizer, and AutoTokenizer reads it: text gets the ids that Rust's tokenizers give for the same
# file, and transformers.js. What is saved again is what was loaded.
#
# What happens in transformers 5 for Python: where tokenizer_config.json names a class such as BertTokenizer, little but the vocabulary is read from the
# file. Normalizer, pre-tokenizer and post-processor are those that the class builds for itself. Below, the file maps all digits to 7 and adds [CLS] alone;
# Python sees 8 and ##8, and adds [SEP]. Nothing is reported, and save_pretrained writes the other tokenizer into tokenizer.json, where from then on every
# runtime reads it. Rust and transformers.js follow the file, and Python does if the class is PreTrainedTokenizerFast. The cause is in
# TokenizersBackend.convert_to_native_format. (Issues 45488 and 45920 of huggingface/transformers are about LlamaTokenizer, GPT2Tokenizer and others.)
#
# transformers 5.18.0 and tokenizers 0.23.2 for Python 3.11, @huggingface/transformers 4.3.2 on Node.js 20.20.2, linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv peers
peers/bin/pip install --quiet --retries 1 --disable-pip-version-check --only-binary :all: transformers==5.18.0 tokenizers==0.23.2 2> pip.log || { cat pip.log; exit 1; }
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @huggingface/transformers@4.3.2
mkdir -p models/bert models/generic
cat > models/bert/tokenizer.json <<'JSON'
{
  "version": "1.0", "truncation": null, "padding": null,
  "added_tokens": [
    { "id": 1, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true },
    { "id": 2, "content": "[SEP]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true }
  ],
  "normalizer": { "type": "Sequence", "normalizers": [{ "type": "Lowercase" }, { "type": "Replace", "pattern": { "Regex": "[0-9]" }, "content": "7" }] },
  "pre_tokenizer": { "type": "Sequence", "pretokenizers": [{ "type": "WhitespaceSplit" }, { "type": "Digits", "individual_digits": true }] },
  "post_processor": {
    "type": "TemplateProcessing", "single": [{ "SpecialToken": { "id": "[CLS]", "type_id": 0 } }, { "Sequence": { "id": "A", "type_id": 0 } }],
    "pair": [{ "Sequence": { "id": "A", "type_id": 0 } }, { "Sequence": { "id": "B", "type_id": 1 } }],
    "special_tokens": { "[CLS]": { "id": "[CLS]", "ids": [1], "tokens": ["[CLS]"] } }
  },
  "decoder": null,
  "model": {
    "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
    "vocab": { "[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "rates": 3, "rise": 4, "by": 5, "7": 6, "8": 7, "##8": 8, "%": 9 }
  }
}
JSON
cp models/bert/tokenizer.json models/generic/
echo '{ "tokenizer_class": "BertTokenizer" }' > models/bert/tokenizer_config.json
echo '{ "tokenizer_class": "PreTrainedTokenizerFast" }' > models/generic/tokenizer_config.json
cat > see.py <<'PY'
import json
from tokenizers import Tokenizer
from transformers import AutoTokenizer

text = "Rates rise by 88 %"
rust = lambda folder: Tokenizer.from_file(folder + "/tokenizer.json").encode(text).ids
bert, generic = (AutoTokenizer.from_pretrained("models/" + name) for name in ("bert", "generic"))
bert.save_pretrained("saved")
print(json.dumps([rust("models/bert"), bert.encode(text), generic.encode(text), rust("saved")]))
PY
cat > see.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { AutoTokenizer, env } from "@huggingface/transformers";

env.allowRemoteModels = false;
env.localModelPath = "./models/";
const javascript = (await AutoTokenizer.from_pretrained("bert")).encode("Rates rise by 88 %");
const printed = execFileSync("peers/bin/python", ["see.py"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const [rust, bert, generic, saved] = JSON.parse(printed);
console.log(`tokenizer.json in Rust: ${rust}; in transformers.js: ${javascript}`);
console.log(`transformers for Python, class BertTokenizer: ${bert}; PreTrainedTokenizerFast: ${generic}`);
console.log(`tokenizer.json in Rust, once Python has loaded and saved it: ${saved}`);
const isInFile = (ids) => String(ids) === "1,3,4,5,6,6,9";
const asSeen = [rust, javascript, generic].every(isInFile) && [bert, saved].every((ids) => String(ids) === "1,3,4,5,7,8,9,2");
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
