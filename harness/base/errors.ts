/**
 * Errors that a user can act on: each says where, what was needed, what came, and the way out. An entry point prints only
 * the message and exits with the class's exit code; any other error is a bug and shows its stack.
 */
export class PricewarError extends Error {
  override readonly name: string = "PricewarError";
  /** 1: a run failed; 2: bad input; 3: nothing to run or compare. */
  readonly exitCode: number = 2;
}

/** An invalid matrix file or command line. */
export class ConfigError extends PricewarError {
  override readonly name = "ConfigError";
}

/** An unusable dataset; the message names file, line and column. */
export class DataError extends PricewarError {
  override readonly name = "DataError";
}

/** An unreadable records file, artifact or model folder. */
export class RecordError extends PricewarError {
  override readonly name = "RecordError";
}

/** A plan without cells: a run that measured nothing must not succeed. */
export class NothingToRunError extends PricewarError {
  override readonly name = "NothingToRunError";
  override readonly exitCode = 3;
}

/** An incomplete result, such as a comparison without one side: neither a pass nor a failure. */
export class IncompleteError extends PricewarError {
  override readonly name = "IncompleteError";
  override readonly exitCode = 3;
}

/** A runtime that refused or failed; `cause` is its own error. */
export class BackendError extends PricewarError {
  override readonly name = "BackendError";
  override readonly exitCode = 1;
  readonly backend: string;

  constructor(backend: string, message: string, options?: ErrorOptions) {
    super(`backend "${backend}": ${message}`, options);
    this.backend = backend;
  }
}

/** A model or a training produced NaN or infinity. */
export class NonFiniteError extends PricewarError {
  override readonly name = "NonFiniteError";
  override readonly exitCode = 1;
}

/** Something other than the requested device or provider ran. */
export class WrongDeviceError extends PricewarError {
  override readonly name = "WrongDeviceError";
  override readonly exitCode = 1;
}

/** A backend, or a package, that this machine lacks: its cells are skipped with the reason, and do not fail. */
export class BackendUnavailable extends PricewarError {
  override readonly name = "BackendUnavailable";
  override readonly exitCode = 1;
}
