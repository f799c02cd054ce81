import { useEffect, useMemo, useState } from "preact/hooks";
import { type ColumnData, cellTexts, type TableData } from "../page/table-data.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import { Copied } from "./copied.tsx";
import { DataTable } from "./data-table.tsx";
import { Dialog } from "./dialog.tsx";
import { keptTogether } from "./keep-together.ts";
import { rowsInOrder, shownColumns } from "./order.ts";
import type { RawRecord } from "./raw-record.ts";
import { readRow } from "./read-row.ts";
import { readTable } from "./read-table.ts";
import { RecordDialog } from "./record-dialog.tsx";
import type { Shared } from "./shared.ts";
import { useNarrow } from "./use-narrow.ts";
import type { Sorting } from "./view.ts";

export interface ConfigurationDialogProps {
  readonly data: TableData;
  readonly row: number;
  readonly page: Shared;
  readonly onClose: () => void;
}

/** What a configuration is: all that the table says of it, its runs, each of which opens to its record, the command that repeats them, and all its settings. */
export function ConfigurationDialog({ data, row, page, onClose }: ConfigurationDialogProps) {
  const [settings, setSettings] = useState<RawRecord | null>(null);
  const [runs, setRuns] = useState<TableData | null>(null);
  useEffect(() => {
    readRow("settings", row).then(setSettings);
    readTable("runs", page).then(setRuns);
  }, [row, page]);
  const { language } = page;
  const said = tableWords[language];
  const [first, ...columns] = data.columns;
  const name = first === undefined ? "" : cellTexts(first, language)(row).text;
  const configuration = data.configurations[row]!;
  return (
    <Dialog id="configuration-title" title={said.openConfiguration(name)} language={language} onClose={onClose}>
      <section>
        <h3>{said.itsFigures}</h3>
        <dl class="row-figures">
          {columns.map((column) => (
            <RowFigure key={column.title} column={column} row={row} language={language} />
          ))}
        </dl>
      </section>
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

interface RowFigureProps {
  readonly column: ColumnData;
  readonly row: number;
  readonly language: Language;
}

/** What a column says in a row, under the column's heading. */
function RowFigure({ column, row, language }: RowFigureProps) {
  const { text, meaning, detail } = cellTexts(column, language)(row);
  return (
    <div>
      <dt title={column.help}>{column.title}</dt>
      <dd title={meaning}>
        {keptTogether(text)}
        {detail === "" ? null : <small>{keptTogether(detail)}</small>}
      </dd>
    </div>
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
  const isNarrow = useNarrow();
  const columns = useMemo(() => shownColumns(own.columns, { changed: [], isNarrow }), [own, isNarrow]);
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
