import type { InferenceSession, InferenceSessionFactory, TensorConstructor } from "onnxruntime-common";
import { BackendError } from "../../harness/base/errors.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { buildLookupGraph, buildServingGraph } from "../../harness/classifier/model-file/serving-graph.ts";
import type { Backend, ServeOptions, TrainingProof } from "../../harness/contract/index.ts";
import { outputCountOf } from "../../harness/contract/model-sizes.ts";
import { onnxGraphSession } from "./graph-session.ts";
import { type KernelRun, kernelPrecision, operatorsByProvider, providersOf } from "./profile.ts";
import { asksToRoundInputs } from "./rounded-inputs.ts";
import { type OnnxSessionParts, onnxSession } from "./session.ts";
import { openOnnxTrainer } from "./trainer.ts";

/** One ONNX Runtime package with one execution provider: everything in which these backends differ. */
export interface OnnxRuntime {
  readonly name: string;
  /** The provider that every kernel of a proof must have run on. */
  readonly provider: string;
  readonly usesGpu: boolean;
  readonly needs: string;
  readonly device: string;
  readonly library: string;
  readonly factory: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
  /** @throws BackendError if the runtime cannot do what was requested, such as using more than one thread */
  sessionOptions(threads: number): InferenceSession.SessionOptions;
  /** Whether MatMulNBits rounds its inputs to 8 bits where the graph asks for that. */
  readonly roundsInputs: boolean;
  /** Runs the graph once more and reports what ran. */
  prove(run: ProofRun): Promise<ProvenRun>;
}

export interface ProofRun {
  readonly graph: Uint8Array;
  readonly feeds: InferenceSession.FeedsType;
  readonly options: InferenceSession.SessionOptions;
}

export interface ProvenRun {
  readonly runs: readonly KernelRun[];
  /** Threads that computed; null if nothing reports them. */
  readonly threads: number | null;
}

/** What every ONNX Runtime backend can do. */
export type OnnxBackend = Backend & Required<Pick<Backend, "openTrainer" | "openGraph">>;

/** A graph of pricewar's own, and how its session is used. */
interface ClassifierGraph extends Pick<OnnxSessionParts, "spec" | "columns"> {
  readonly graph: Uint8Array;
  readonly form: "padded" | "distinct";
}

/** A backend that trains and serves through an ONNX Runtime package. */
export function onnxBackend(runtime: OnnxRuntime): OnnxBackend {
  const { name, provider, device, library } = runtime;
  const createSession = async (graph: Uint8Array, threads: number) => {
    const options = runtime.sessionOptions(threads);
    try {
      return await runtime.factory.create(graph, options);
    } catch (cause) {
      throw new BackendError(name, `ONNX Runtime refused the model: ${firstLine((cause as Error).message)}`, { cause });
    }
  };
  const observe = async (graph: Uint8Array, feeds: InferenceSession.FeedsType, threads: number) => {
    const { runs, threads: used } = await runtime.prove({ graph, feeds, options: runtime.sessionOptions(threads) });
    const mayRound = runtime.roundsInputs && runs.some(({ operator }) => operator === "MatMulNBits");
    const precision = kernelPrecision(runs, mayRound && asksToRoundInputs(graph));
    const executed = { provider: providersOf(runs), kernelPrecision: precision, threads: used };
    const proof: TrainingProof = { device, library, ...executed };
    return { proof, kernels: operatorsByProvider(runs) };
  };
  const prove = async (graph: Uint8Array, feeds: InferenceSession.FeedsType, threads: number) =>
    (await observe(graph, feeds, threads)).proof;
  const openClassifier = async ({ graph, form, ...classifier }: ClassifierGraph, threads: number) =>
    onnxSession({
      ...classifier,
      backend: name,
      form,
      session: await createSession(graph, threads),
      Tensor: runtime.Tensor,
      usesGpu: runtime.usesGpu,
      prove: async (feeds) => ({ ...(await prove(graph, feeds, threads)), inputForm: form }),
    });
  return {
    name,
    provider,
    usesGpu: runtime.usesGpu,
    needs: runtime.needs,
    probe: async () => {
      try {
        const session = await createSession(buildProbeGraph(), 1);
        await session.release();
        return { ok: true, device, library };
      } catch (error) {
        const { cause, message } = error as BackendError;
        return { ok: false, reason: cause instanceof Error ? plainReason(cause.message) : message };
      }
    },
    openTrainer: (setup) =>
      openOnnxTrainer(setup, {
        createSession,
        Tensor: runtime.Tensor,
        usesGpu: runtime.usesGpu,
        prove: (graph, feeds) => prove(graph, feeds, setup.threads),
      }),
    open: async (modelOnnx: Uint8Array, { threads, inputForm = "distinct" }: ServeOptions) => {
      const model = modelFormat.read(modelOnnx);
      const { spec } = model;
      const graph = inputForm === "padded" ? modelOnnx : buildServingGraph(model, "distinct");
      return openClassifier({ graph, spec, form: inputForm, columns: outputCountOf(spec.classes) }, threads);
    },
    openLookup: async (modelOnnx, { threads }) => {
      const model = modelFormat.read(modelOnnx);
      const { spec } = model;
      return openClassifier(
        { graph: buildLookupGraph(model), spec, form: "distinct", columns: spec.embedding },
        threads,
      );
    },
    openGraph: async (model, { threads }) =>
      onnxGraphSession({
        backend: name,
        session: await createSession(model, threads),
        Tensor: runtime.Tensor,
        prove: async (feeds) => {
          const { proof, kernels } = await observe(model, feeds, threads);
          return { ...proof, kernels };
        },
      }),
  };
}

/** A model with one weight, the least that a runtime must be able to open. */
function buildProbeGraph(): Uint8Array {
  const spec = { vocabulary: 3, maxLength: 1, embedding: 1, hidden: [], pooling: "all", classes: 2 } as const;
  const float32 = (shape: number[], length: number) =>
    ({ kind: "float32", shape, data: new Float32Array(length) }) as const;
  const weights = new Map([
    ["embedding", float32([3, 1], 3)],
    ["output.kernel", float32([1, 1], 1)],
    ["output.bias", float32([1], 1)],
  ]);
  return buildServingGraph({ spec, weights }, "padded");
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}

/** ONNX Runtime puts its source location before the reason: "/…/context.cc:136 Initialize(…) x was false. No adapter" */
function plainReason(text: string): string {
  const line = firstLine(text);
  return /was false\. (.+)$/.exec(line)?.[1] ?? line;
}
