import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { activateEngine } from "../../../backends/tfjs/runtime.ts";
import { BackendError } from "../../../harness/base/errors.ts";

class Fake extends tf.KernelBackend {}

const first = new Fake();
const second = new Fake();
let finishSlow: (backend: tf.KernelBackend) => void;

beforeAll(() => {
  tf.registerBackend("first", () => first);
  tf.registerBackend("second", () => second);
  tf.registerBackend("slow", () => new Promise<tf.KernelBackend>((resolve) => (finishSlow = resolve)));
});

test("a running backend is active when the call returns", () => {
  activateEngine("a", "first");
  expect(tf.backend()).toBe(first);
  activateEngine("b", "second");
  expect(tf.backend()).toBe(second);
});

test("throws while another backend is starting, and works afterwards although the other one became active last", async () => {
  const started = tf.setBackend("slow");
  expect(() => activateEngine("a", "first")).toThrow(BackendError);
  const slow = new Fake();
  finishSlow(slow);
  await started;
  // Now TF.js returns one backend's name and the other's instance.
  expect([tf.getBackend(), tf.backend()]).toEqual(["first", slow]);
  activateEngine("a", "first");
  expect(tf.backend()).toBe(first);
});

test("a backend that TF.js does not know is a BackendError", () => {
  expect(() => activateEngine("a", "unheard-of")).toThrow(BackendError);
});
