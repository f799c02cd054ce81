import { createRegistry, type Registry } from "../../harness/base/registry.ts";

/** A registry with one line more. */
export function withLine<T>(registry: Registry<T>, name: string, load: () => T | Promise<T>): Registry<T> {
  const lines = registry.names.map((known) => [known, () => registry.load(known)] as const);
  return createRegistry<T>(registry.kind, { ...Object.fromEntries(lines), [name]: load });
}
