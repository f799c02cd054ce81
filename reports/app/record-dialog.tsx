import { useEffect, useRef, useState } from "preact/hooks";
import { formatBytes } from "../../harness/judge/figures/format.ts";
import type { RecordChunk } from "../page/records.ts";
import { RECORDS_EACH } from "../page/records-each.ts";
import type { TableData } from "../page/table-data.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import { copyText } from "./copy-text.ts";
import { readPayload } from "./payload.ts";
import { type RawRecord, rawRecord } from "./raw-record.ts";

export interface RecordDialogProps {
  readonly data: TableData;
  readonly row: number;
  readonly language: Language;
  readonly onClose: () => void;
}

/** The raw record of a row; its chunk is inflated only now. */
export function RecordDialog({ data, row, language, onClose }: RecordDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [found, setFound] = useState<RawRecord | null>(null);
  const said = tableWords[language];
  useEffect(() => {
    dialog.current?.showModal();
    const chunk = Math.floor(row / RECORDS_EACH);
    readPayload<RecordChunk>(`records-${chunk}`).then((read) => {
      if (read !== null) setFound(rawRecord(read, row % RECORDS_EACH));
    });
  }, [row]);
  const [name = "", seed = ""] = data.columns.map(({ texts }) => texts[row]);
  return (
    <dialog ref={dialog} class="record" aria-labelledby="record-title" onClose={onClose}>
      <header>
        <h2 id="record-title">{said.open(name, seed)}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {said.close}
        </button>
      </header>
      {found === null ? null : <Found found={found} language={language} />}
    </dialog>
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

/** A text with a button that copies it. */
function Copied({
  label,
  text,
  language,
}: {
  readonly label: string;
  readonly text: string;
  readonly language: Language;
}) {
  const place = useRef<HTMLPreElement>(null);
  const [state, setState] = useState<"copy" | "copied" | "selected">("copy");
  const copy = async () => setState((await copyText(text, place.current!)) ? "copied" : "selected");
  return (
    <section>
      <header>
        <h3>{label}</h3>
        <button type="button" aria-live="polite" onClick={copy}>
          {tableWords[language][state]}
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre ref={place} class="command" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
