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

test("a password of a Redis is not repeated, as it may be given by a variable", () => {
  expect(continuation(["run", "m.json", "--redis", "rediss://me:se:cr@et@h:6379"])).toBe(
    "npx pricewar run m.json --redis rediss://me@h:6379",
  );
  expect(continuation(["run", "m.json", "--redis=redis://:geheim@h"])).toBe(
    "npx pricewar run m.json --redis=redis://@h",
  );
});
