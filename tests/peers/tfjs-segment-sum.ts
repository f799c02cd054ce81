import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { registerKernel, type TensorInfo, util } from "@tensorflow/tfjs-core";

/**
 * Registers the kernel that TF.js' wasm backend lacks: the gradient of every embedding needs it, and `fit` throws without
 * it. Sums the rows of `x` by segment, directly in the wasm heap. Segments outside [0, numSegments) are ignored, as in
 * TensorFlow.
 */
export function registerSegmentSum(): void {
  registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const wasm = backend as BackendWasm;
      const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
      const { numSegments } = attrs as unknown as { numSegments: number };
      const out = wasm.makeOutput([numSegments, ...x.shape.slice(1)], "float32");
      // Take views after the last allocation, since growing the heap detaches them.
      const rows = wasm.typedArrayFromHeap(x);
      const segments = wasm.typedArrayFromHeap(segmentIds);
      const sums = wasm.typedArrayFromHeap(out);
      const width = util.sizeFromShape(x.shape.slice(1));
      sums.fill(0);
      for (let row = 0; row < segments.length; row += 1) {
        const segment = segments[row]!;
        if (segment < 0 || segment >= numSegments) continue;
        for (let column = 0; column < width; column += 1) {
          sums[segment * width + column]! += rows[row * width + column]!;
        }
      }
      return out;
    },
  });
}
