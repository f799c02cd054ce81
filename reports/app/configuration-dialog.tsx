import { useEffect, useMemo, useState } from "preact/hooks";
import { cellTexts, type TableData } from "../page/table-data.ts";
import { tableWords } from "../words/tables.ts";
import { Copied } from "./copied.tsx";
import { DataTable } from "./data-table.tsx";
import { Dialog } from "./dialog.tsx";
import { rowsInOrder } from "./order.ts";
import type { RawRecord } from "./raw-record.ts";
import { readRow } from "./read-row.ts";
import { readTable } from "./read-table.ts";
import { RecordDialog } from "./record-dialog.tsx";
import type { Shared } from "./shared.ts";
import type { Sorting } from "./view.ts";

export interface ConfigurationDialogProps {
  readonly data: TableData;
  readonly row: number;
  readonly page: Shared;
  readonly onClose: () => void;
}

/** What a configuration is: its runs, each of which opens to its record, the command that repeats them, and all its settings. */
export function ConfigurationDialog({ data, row, page, onClose }: ConfigurationDialogProps) {
  const [settings, setSettings] = useState<RawRecord | null>(null);
  const [runs, setRuns] = useState<TableData | null>(null);
  useEffect(() => {
    readRow("settings", row).then(setSettings);
    readTable("runs", page).then(setRuns);
  }, [row, page]);
  const { language } = page;
  const said = tableWords[language];
  const [first] = data.columns;
  const name = first === undefined ? "" : cellTexts(first, language)(row).text;
  const configuration = data.configurations[row]!;
  return (
    <Dialog id="configuration-title" title={said.openConfiguration(name)} language={language} onClose={onClose}>
      {runs === null ? null : <OwnRuns runs={runs} configuration={configuration} page={page} />}
      {settings === null ? null : (
        <>
          <Copied label={said.runThisConfiguration} text={settings.command} language={language} />
          <Copied label={said.settings} text={JSON.stringify(settings.record, null, 2)} language={language} />
        </>
      )}
    </Dialog>
  );
}

interface OwnRunsProps {
  /** The table of all runs. */
  readonly runs: TableData;
  readonly configuration: string;
  readonly page: Shared;
}

const NOTHING_PINNED: ReadonlySet<string> = new Set();

function OwnRuns({ runs, configuration, page: { language } }: OwnRunsProps) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  // The first column names the configuration. The page has a table of the other id.
  const own = useMemo(() => ({ ...runs, id: "own-runs", columns: runs.columns.slice(1) }), [runs]);
  const rows = useMemo(
    () => rowsInOrder(own, { selection: new Set([configuration]), sorting, find: "", kinds: [] }),
    [own, configuration, sorting],
  );
  const columns = useMemo(() => own.columns.filter(({ isMore }) => !isMore), [own]);
  return (
    <section>
      <h3 id="own-runs-caption">{tableWords[language].itsRuns(rows.length)}</h3>
      <DataTable
        data={own}
        language={language}
        rows={rows}
        columns={columns}
        pinned={NOTHING_PINNED}
        sorting={sorting}
        onSort={setSorting}
        onOpen={setOpened}
      />
      {opened === null ? null : (
        <RecordDialog data={runs} row={opened} language={language} onClose={() => setOpened(null)} />
      )}
    </section>
  );
}
