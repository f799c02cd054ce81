import { expect, test } from "vitest";
import { FrameReader, frameOf } from "../../../../harness/base/ring/frames.ts";

test("a frame is the message behind its length", () => {
  expect([...frameOf(Uint8Array.of(7, 8, 9))]).toEqual([3, 0, 0, 0, 7, 8, 9]);
  expect([...frameOf(new Uint8Array(300)).subarray(0, 4)]).toEqual([44, 1, 0, 0]);
});

test.each([1, 2, 3, 5, 100])("messages come out whole however the stream is cut: %i bytes at a time", (size) => {
  const messages = [[1, 2, 3], [], [4], [5, 6, 7, 8, 9, 10]];
  const stream = messages.flatMap((message) => [...frameOf(Uint8Array.from(message))]);
  const reader = new FrameReader();
  const read: number[][] = [];
  for (let at = 0; at < stream.length; at += size) {
    for (const message of reader.push(Uint8Array.from(stream.slice(at, at + size)))) read.push([...message]);
  }
  expect(read).toEqual(messages);
});

test("a message that is longer than allowed is refused by its length alone", () => {
  const reader = new FrameReader();
  reader.mostBytes = 2;
  expect([...reader.push(frameOf(Uint8Array.of(1, 2)))]).toHaveLength(1);
  expect(() => [...reader.push(Uint8Array.of(3, 0, 0, 0))]).toThrow("at most 2 bytes was needed, got 3");
});
