import { expect, test } from "vitest";
import { signed, unsigned } from "../../../backends/simd/module-writer.ts";

// The examples of the DWARF specification and of WebAssembly's.
test.each([
  [0, [0x00]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [624_485, [0xe5, 0x8e, 0x26]],
  [0xffff_ffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])("unsigned LEB128 of %s", (value, bytes) => {
  expect(unsigned(value)).toEqual(bytes);
});

test.each([
  [2, [0x02]],
  [-2, [0x7e]],
  [127, [0xff, 0x00]],
  [-128, [0x80, 0x7f]],
  [-123_456, [0xc0, 0xbb, 0x78]],
])("signed LEB128 of %s", (value, bytes) => {
  expect(signed(value)).toEqual(bytes);
});
