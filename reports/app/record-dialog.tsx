import { useEffect, useState } from "preact/hooks";
import { formatBytes } from "../../harness/judge/figures/format.ts";
import { cellTexts, type TableData } from "../page/table-data.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import { Copied } from "./copied.tsx";
import { Dialog } from "./dialog.tsx";
import type { RawRecord } from "./raw-record.ts";
import { readRow } from "./read-row.ts";

export interface RecordDialogProps {
  readonly data: TableData;
  readonly row: number;
  readonly language: Language;
  readonly onClose: () => void;
}

/** The raw record of a row; its chunk is inflated only now. */
export function RecordDialog({ data, row, language, onClose }: RecordDialogProps) {
  const [found, setFound] = useState<RawRecord | null>(null);
  useEffect(() => {
    readRow("records", row).then(setFound);
  }, [row]);
  const [name = "", seed = ""] = data.columns.slice(0, 2).map((column) => cellTexts(column, language)(row).text);
  return (
    <Dialog id="record-title" title={tableWords[language].open(name, seed)} language={language} onClose={onClose}>
      {found === null ? null : <Found found={found} language={language} />}
    </Dialog>
  );
}

function Found({ found, language }: { readonly found: RawRecord; readonly language: Language }) {
  const said = tableWords[language];
  const { record, command, leftOutBytes, isShortened } = found;
  const notes = [
    ...(record === null ? [said.noRecord] : [said.wholeLine(experimentOf(record), Number(record.repeat))]),
    ...(leftOutBytes === 0 ? [] : [said.leftOut(formatBytes(leftOutBytes))]),
    ...(isShortened && record !== null ? [said.shortened] : []),
  ];
  return (
    <>
      <p class="lede">{notes.join(said.space)}</p>
      <Copied label={said.runThisCell} text={command} language={language} />
      {record === null ? null : <Copied label="JSON" text={JSON.stringify(record, null, 2)} language={language} />}
    </>
  );
}

function experimentOf(record: NonNullable<RawRecord["record"]>): string {
  const { experiment } = record;
  return typeof experiment === "object" && experiment !== null && "id" in experiment ? String(experiment.id) : "";
}
