/** Rows whose records are read together when one of them is opened. */
export const RECORDS_EACH = 500;
