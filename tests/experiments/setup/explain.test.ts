import { expect, test } from "vitest";
import { missingHelp } from "../../../experiments/setup/missing-help.ts";
import { explain } from "../../../experiments/setup/verify.ts";

const NO_GPU = "TensorFlow opened no GPU";

test("a library that the log reports as missing is named with where it comes from", () => {
  const log = "W dso_loader.cc:64] Could not load dynamic library 'libcudnn.so.8'; dlerror: …";
  expect(explain(NO_GPU, log)).toBe(`${NO_GPU}\n  ${missingHelp("libcudnn.so.8")}`);
  expect(missingHelp("libcudnn.so.8")).toMatch(/^libcudnn\.so\.8 is missing: .*cuDNN.*LD_LIBRARY_PATH/);
});

test("without a missing library, the GPU lines of TensorFlow's log are shown, without time stamps", () => {
  const log = [
    "2025-01-01 10:00:00.123456: I tensorflow/core/platform/cpu_feature_guard.cc:210] This binary is optimized",
    "2025-01-01 10:00:00.123456: E external/xla/stream_executor/cuda/cuda_platform.cc:51] failed call to cuInit: CUDA_ERROR_NO_DEVICE",
  ].join("\n");
  expect(explain(NO_GPU, log)).toBe(`${NO_GPU}\n  failed call to cuInit: CUDA_ERROR_NO_DEVICE`);
});

test("for a process that crashed, the end of its output is shown", () => {
  expect(explain(null, "1\n2\n3\n4\n5\nIllegal instruction\n")).toBe(
    "the process that tried it crashed\n  2\n  3\n  4\n  5\n  Illegal instruction",
  );
});

test.each([
  ["libcuda.so.1", /driver/],
  ["libcublasLt.so.12", /CUDA/],
  ["libtensorflow.so.2", /run this setup again/],
  ["libstdc++.so.6", /GCC/],
  ["libwhatever.so.3", /if it is installed/],
])("%s: says where it comes from", (library, source) => {
  expect(missingHelp(library)).toMatch(source);
});
