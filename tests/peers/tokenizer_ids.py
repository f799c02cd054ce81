"""Ids of Rust's tokenizers: reads [{name: tokenizer.json}, texts] from a file, writes {name: [ids of each text]}."""

import json
import sys

from tokenizers import Tokenizer

with open(sys.argv[1], encoding="utf-8") as file:
    files, texts = json.load(file)
encoded = {name: Tokenizer.from_str(json.dumps(one)).encode_batch(texts) for name, one in files.items()}
json.dump({name: [text.ids for text in one] for name, one in encoded.items()}, sys.stdout)
