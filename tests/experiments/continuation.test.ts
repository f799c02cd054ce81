import { expect, test } from "vitest";
import { continuation } from "../../experiments/continuation.ts";

test.each([
  [["run", "quant.json"], "npx pricewar run quant.json"],
  [["--matrix", "quant.json", "--fresh"], "npx pricewar run --matrix quant.json"],
  [
    ["run", "my matrix.json", "--force", "--filter", "quantization=int8*"],
    "npx pricewar run 'my matrix.json' --filter 'quantization=int8*'",
  ],
])("%j continues with %s", (args, line) => {
  expect(continuation(args)).toBe(line);
});

test("an encrypted run is continued with what opens it", () => {
  expect(continuation(["run", "m.json", "--encrypt", "age1xyz"])).toBe(
    "npx pricewar run m.json --encrypt age1xyz --identity FILE",
  );
  const opened = ["run", "m.json", "--encrypt=age1xyz", "--identity", "key.txt"];
  expect(continuation(opened)).toBe("npx pricewar run m.json --encrypt=age1xyz --identity key.txt");
});

test("a password of a Redis is not repeated, as it may be given by a variable", () => {
  expect(continuation(["run", "m.json", "--redis", "rediss://me:se:cr@et@h:6379"])).toBe(
    "npx pricewar run m.json --redis rediss://me@h:6379",
  );
  expect(continuation(["run", "m.json", "--redis=redis://:geheim@h"])).toBe(
    "npx pricewar run m.json --redis=redis://@h",
  );
});
