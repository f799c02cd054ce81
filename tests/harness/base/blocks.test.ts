import { expect, test } from "vitest";
import { inBlocks } from "../../../harness/base/blocks.ts";

test("pieces are joined until they are as long as a block", () => {
  expect([...inBlocks(["ab", "c", "defgh", "i"], 3)]).toEqual(["abc", "defgh", "i"]);
  expect([...inBlocks(["abc"], 3)]).toEqual(["abc"]);
  expect([...inBlocks([])]).toEqual([]);
});
