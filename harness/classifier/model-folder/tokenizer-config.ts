import { OOV_ID, type TrainedModel } from "../../contract/index.ts";
import { unknownWordId } from "../text/encoder.ts";
import { PADDING_TOKEN } from "./tokenizer-json.ts";

/**
 * tokenizer_config.json: what AutoTokenizer needs beside tokenizer.json, in JavaScript and in Python.
 *
 * JavaScript ignores the truncation of tokenizer.json and cuts texts of more than `model_max_length` words on the right,
 * whatever `truncation_side` says. Where the end is kept that would be the wrong side, so the limit has its older name
 * `max_len`, which Python alone knows; onnx/model_quantized.onnx then takes the last words itself.
 */
export function tokenizerConfig({
  vocabulary,
  tokenizer: { unknownWords },
  spec: { maxLength, keep },
}: Pick<TrainedModel, "vocabulary" | "tokenizer" | "spec">): Readonly<Record<string, unknown>> {
  const keepsStart = keep === "start";
  return {
    tokenizer_class: "PreTrainedTokenizerFast",
    [keepsStart ? "model_max_length" : "max_len"]: maxLength,
    truncation_side: keepsStart ? "right" : "left",
    padding_side: "left",
    pad_token: PADDING_TOKEN,
    unk_token: unknownWordId(unknownWords) === OOV_ID ? vocabulary[OOV_ID] : PADDING_TOKEN,
    // A text that spells out "<pad>" holds the word "pad".
    split_special_tokens: true,
    model_input_names: ["input_ids", "attention_mask"],
    clean_up_tokenization_spaces: false,
  };
}
