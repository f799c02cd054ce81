import { STATUS_CODES } from "node:http";

export const PROBLEM_TYPE = "application/problem+json";

/** A request that is not answered, with what its sender needs to know. Neither part repeats a text. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly needed: string;
  readonly came: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, needed: string, came: string, headers: Readonly<Record<string, string>> = {}) {
    super(`needed ${needed}; came ${came}`);
    this.status = status;
    this.needed = needed;
    this.came = came;
    this.headers = headers;
  }
}

/** @see RFC 9457, Problem Details for HTTP APIs; `needed`, `came` and `requestId` are extension members */
export function problemBody({ status, message, needed, came }: Problem, requestId: string) {
  return { title: STATUS_CODES[status], status, detail: message, needed, came, requestId };
}
