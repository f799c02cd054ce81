/** Results of a check made by hand. */
import { CHECK_SCHEMA, type CheckResult, type CheckRow } from "../../../harness/judge/check/check-result.ts";

/** Text that becomes markup, a table cell, a command or a line where anything forgets to escape it. */
export const HOSTILE = "</script>|<b>&\n::error::x,%25 `*_[a](b)$ ]]> \u0000\u001b[31m\ud800 \"'";

/** A reason that is shown unchanged. */
const asText = (text: string) => ({ kind: "text" as const, text });

export function row(fields: Partial<CheckRow> = {}): CheckRow {
  return {
    cell: "c0ffee000001",
    alsoOf: [],
    label: "float32",
    metric: "trainStepMs",
    className: null,
    verdict: "pass",
    severity: "error",
    base: 1.2,
    head: 1.21,
    ratio: { middle: 1.008, low: 0.99, high: 1.02 },
    p: null,
    reason: asText("The upper bound is below 1.20"),
    limit: null,
    kept: [],
    waiver: null,
    screen: [],
    confirm: [],
    ...fields,
  };
}

export const SLOWER = row({
  verdict: "regressed",
  head: 1.572,
  ratio: { middle: 1.31, low: 1.27, high: 1.35 },
  p: 0.00006,
  reason: asText("Slower than the margin of 5 % allows (p < 0.001)"),
});

export const BIGGER = row({
  cell: "c0ffee000002",
  label: "int8-rows",
  metric: "modelBytes",
  verdict: "regressed",
  base: 166_012,
  head: 166_340,
  ratio: null,
  reason: { kind: "resized", by: 328, share: 328 / 166_012, margin: 0 },
});

/** Above a limit, whatever the base had. */
export const OVER_BUDGET: CheckRow = {
  ...BIGGER,
  verdict: "over-budget",
  reason: { kind: "unchanged" },
  limit: { bound: "max", text: "166 kB", where: "limits.json:3:40", withoutLimit: "pass" },
};

export const REWIRED = row({
  metric: "graph",
  verdict: "changed",
  base: "aaaa00000001",
  head: "bbbb00000002",
  ratio: null,
  reason: asText("The graph has 2 more nodes"),
});

export const LOST = row({
  metric: "p50Ms",
  verdict: "missing",
  head: null,
  ratio: null,
  reason: asText("The head timed out"),
});

export const UNSURE = row({
  metric: "textsPerSecond",
  verdict: "inconclusive",
  base: 51_200,
  head: 49_000,
  ratio: { middle: 0.957, low: 0.81, high: 1.1 },
  reason: asText("A drop of up to 19 % could have been missed"),
});

export const ELSEWHERE = row({
  metric: "trainPeakRssBytes",
  verdict: "not-comparable",
  base: 2.5e8,
  head: 3e8,
  ratio: null,
  reason: asText("cpu differs"),
});

const BETTER = row({
  cell: "c0ffee000002",
  label: "int8-rows",
  verdict: "improved",
  base: 2,
  head: 1,
  ratio: { middle: 0.5, low: 0.48, high: 0.53 },
  reason: asText("Faster than the margin"),
});

export const WAIVED: CheckRow = { ...BIGGER, waiver: { reason: "new header", until: "2026-12-01" } };
export const WARNED: CheckRow = { ...SLOWER, severity: "warning" };

export function result(rows: readonly CheckRow[], fields: Partial<CheckResult> = {}): CheckResult {
  return {
    schema: CHECK_SCHEMA,
    matrix: "quant",
    startedAt: "2026-11-24T10:00:00.000Z",
    base: { name: "main", commit: "1a2b3c4d5e6f", fingerprint: { cpu: "Example Xeon", cores: 2 } },
    head: { name: "feature", commit: "6f5e4d3c2b1a", fingerprint: { cpu: "Example Xeon", cores: 2 } },
    seed: 7,
    strict: false,
    control: {
      moved: false,
      reason: asText("Base against base did not move"),
      pairs: {},
      loopMs: { before: 100, after: 101 },
    },
    rows,
    notes: [asText("Only the head has int4-blocks")],
    ...fields,
  };
}

function hostileResult(): CheckResult {
  const side = { name: HOSTILE, commit: HOSTILE, fingerprint: { [HOSTILE]: HOSTILE } };
  const limit = { bound: "max", text: HOSTILE, where: HOSTILE, withoutLimit: "pass" } as const;
  const waiver = { reason: HOSTILE, until: HOSTILE };
  const lost = { kind: "unfinished", side: "head", seed: 1, why: { status: "skipped", reason: HOSTILE } } as const;
  const hostile = { label: HOSTILE, reason: asText(HOSTILE), limit };
  return result(
    [
      row({ ...SLOWER, ...hostile }),
      row({ ...REWIRED, ...hostile, base: HOSTILE, head: HOSTILE }),
      row({ ...SLOWER, ...hostile, cell: "c0ffee000003", waiver }),
      row({ ...LOST, ...hostile, limit: null, reason: lost }),
      row({ ...UNSURE, ...hostile }),
      row(hostile),
    ],
    {
      matrix: HOSTILE,
      base: side,
      head: { ...side, fingerprint: {} },
      notes: [{ kind: "new-cell", label: HOSTILE }],
      control: { moved: true, reason: asText(HOSTILE), pairs: {}, loopMs: null },
    },
  );
}

export const ALL = [row(), BETTER, ELSEWHERE, UNSURE, LOST, REWIRED, WAIVED, WARNED, BIGGER, SLOWER];

/** Every kind of result by name. */
export const RESULTS: Readonly<Record<string, CheckResult>> = {
  empty: result([], { control: null, notes: [] }),
  passing: result([row(), row({ cell: "c0ffee000002", label: "int8-rows" })]),
  all: result(ALL),
  hostile: hostileResult(),
  many: result(
    Array.from({ length: 1000 }, (_, index) =>
      row({ ...[SLOWER, UNSURE, row()][index % 3]!, cell: `c${index}`, label: `cell ${index}` }),
    ),
  ),
};
