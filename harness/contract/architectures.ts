/** Of processors, as prices name them. */
export const ARCHITECTURES = ["x86_64", "arm64"] as const;
