import { expect, test } from "vitest";
import { MASK_KINDS } from "../../../../harness/contract/masking.ts";
import { matrixOf } from "../planned.ts";
import { refusals } from "./refusals.ts";

test("kinds are put into one order, none twice, and all of them may be called all", () => {
  const masks = [["phone:US", "email", "card", "email"], "all", "none"];
  const { cells } = matrixOf({ axes: { "tokenizer.mask": masks } });
  expect(cells.map(({ settings }) => settings["tokenizer.mask"])).toEqual([
    ["email", "card", "phone:US"],
    // Names need a file.
    MASK_KINDS.filter((kind) => kind !== "names"),
    "none",
  ]);
});

test.each([
  [
    ["emial"],
    'axes.tokenizer.mask[0][0]: unknown kind to mask "emial"; did you mean "email"? (known: url, email, iban, ip,',
  ],
  [["email", "card:X"], "axes.tokenizer.mask[0][1]: takes nothing after its name; write just card"],
  [
    ["phone:us"],
    'axes.tokenizer.mask[0][0]: needs a country of two capital letters after its colon, such as "phone:US"',
  ],
  [["names"], 'axes.tokenizer.mask[0][0]: needs a file with a name on each line: write "names:FILE"'],
  [[], "axes.tokenizer.mask[0]: must have at least 1 entry, got []"],
  [
    "email",
    'axes.tokenizer.mask[0]: must be "none", "all" or a list of what to mask, such as ["email", "phone"], got "email"',
  ],
])("the mask %j is refused", (mask, message) => {
  const text = JSON.stringify({ name: "m", axes: { "tokenizer.mask": [mask] }, accuracyFloor: { atLeast: 0.5 } });
  expect(refusals(text)).toEqual([expect.stringContaining(message)]);
});

test("two lists of the same kinds mean the same", () => {
  const text = '{ "name": "m", "axes": { "tokenizer.mask": [["email", "ip"], ["ip", "email"]] } }';
  expect(refusals(text)[0]).toContain('["ip","email"] means the same as ["email","ip"] before it; keep one');
});
