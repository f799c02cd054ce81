import { ConfigError } from "../harness/base/errors.ts";

/**
 * Loads code that needs packages which a user may lack.
 * @param what needs them, such as "--redis"
 * @throws ConfigError that says how they are installed
 */
export async function withPackages<T>(what: string, packages: readonly string[], load: () => Promise<T>): Promise<T> {
  return load().catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ERR_MODULE_NOT_FOUND" && cause.code !== "MODULE_NOT_FOUND") throw cause;
    const named = `${packages.slice(0, -1).join(", ")} and ${packages.at(-1)}`;
    throw new ConfigError(
      `${what} needs the optional packages ${named}, which are not all installed: npm install ${packages.join(" ")}`,
      { cause },
    );
  });
}
