/**
 * Errors that a person can act on: each says where, what was needed, what came, and the way out. An entry point
 * prints only the message and exits with the class's exit code; anything else is a bug and keeps its stack.
 */
export class PricewarError extends Error {
  override readonly name: string = "PricewarError";
  /** 2 = bad input, 1 = a run failed, 3 = nothing to run or to compare. */
  readonly exitCode: number = 2;
}

/** A matrix file or a command line with a mistake. */
export class ConfigError extends PricewarError {
  override readonly name = "ConfigError";
}

/** A dataset that cannot be used: the message names file, line and column. */
export class DataError extends PricewarError {
  override readonly name = "DataError";
}

/** A records file, artifact or model folder that cannot be read. */
export class RecordError extends PricewarError {
  override readonly name = "RecordError";
}

/** A plan without a single cell: success without a measurement is a failure. */
export class NothingToRunError extends PricewarError {
  override readonly name = "NothingToRunError";
  override readonly exitCode = 3;
}

/** Something is missing, such as one side of a comparison: neither a pass nor a failure. */
export class IncompleteError extends PricewarError {
  override readonly name = "IncompleteError";
  override readonly exitCode = 3;
}

/** A runtime that refused or failed; `cause` holds its own error. */
export class BackendError extends PricewarError {
  override readonly name = "BackendError";
  override readonly exitCode = 1;
  readonly backend: string;

  constructor(backend: string, message: string, options?: ErrorOptions) {
    super(`backend "${backend}": ${message}`, options);
    this.backend = backend;
  }
}

/** A model or a training gave NaN or infinity. */
export class NonFiniteError extends PricewarError {
  override readonly name = "NonFiniteError";
  override readonly exitCode = 1;
}

/** Something ran that was not asked for. */
export class WrongDeviceError extends PricewarError {
  override readonly name = "WrongDeviceError";
  override readonly exitCode = 1;
}

/** A backend that this machine does not have: its cells are skipped with the reason, not failed. */
export class BackendUnavailable extends PricewarError {
  override readonly name = "BackendUnavailable";
  override readonly exitCode = 1;
}
