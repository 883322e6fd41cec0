/** The version of this package. */
export const version: string;

/** Settles when `<reading-annotator>` is defined; rejects where it cannot be. */
export const defined: Promise<void>;

/** A label's id: of the default label set, or of the page's own. */
export type LabelId = "claim" | "evidence" | "opinion" | (string & {});

/** Where a change came from. */
export type Source = "user" | "api" | "undo" | "import" | "tab";

/** Offsets are Unicode code points of the exported `article.text`; ends are exclusive. */
export interface Sentence {
  index: number;
  id: string;
  start: number;
  end: number;
  text: string;
  /** A label's id, `"none"` (judged, no label), or null (not judged). */
  label: LabelId | "none" | null;
}

export interface Quote {
  exact: string;
  prefix: string;
  suffix: string;
}

/** An annotation as in the file format; members of newer minor versions are kept. */
export interface Annotation {
  id: string;
  annotator: string;
  start: number;
  end: number;
  quote: Quote;
  label: LabelId;
  sentences: string[];
  note: string | null;
  /** Missing where the text is as it was. */
  state?: "exact" | "moved" | "changed" | "check";
  similarity?: number;
  original_quote?: Quote;
  created: string;
  modified: string;
  [member: string]: unknown;
}

/** An annotation whose text is gone. */
export interface Orphan extends Omit<Annotation, "start" | "end" | "sentences" | "state"> {
  last_start?: number;
  last_end?: number;
}

/** What an action is about: sentences by number, a span, or a range of the page. */
export type Target =
  | { sentence: number }
  | { sentences: [from: number, to: number] }
  | { start: number; end: number }
  | Range;

export interface ImportReport {
  added: number;
  updated: number;
  unchanged: number;
  orphaned: number;
  refused: { id: string | null; reason: string }[];
}

/** A file in the format `reading-annotations` 1.x; the schema comes with this package. */
export interface ReadingAnnotations {
  format: "reading-annotations";
  version: string;
  generator: { name: string; version: string };
  exported_at: string;
  offset_unit: "unicode-code-point";
  article: { id: string; title: string; url: string | null; language: string | null; text: string; length: number; sha256: string };
  labels: { id: string; name: string; description?: string | null; color?: string | null }[];
  segmentation: { method: string; version: string; hashes?: string; edits?: { kind: "join" | "split"; at: number }[] };
  sentences: { id: string; index: number; paragraph: number; start: number; end: number }[];
  annotators: { id: string; name: string | null; completed_at: string | null; judged_none?: string[] }[];
  annotations: Annotation[];
  orphans?: Orphan[];
  relations: { id: string; annotator: string; type: string; source: string; target: string; created: string }[];
  assignment?: { id: string; version: string; questions?: { id: string; text: string; sentence?: string; answers: string[] }[] };
  [member: string]: unknown;
}

export type FormatName =
  | "native" | "sentences.csv" | "hf.sentences.jsonl" | "hf.documents.jsonl" | "webannotation"
  | "labelstudio.annotations" | "labelstudio.predictions" | "doccano.sequence" | "doccano.relation" | "doccano.classification"
  | "prodigy" | "brat" | "conll" | "inception" | "tei";

/** Of `sentences.csv`: an apostrophe before what a spreadsheet would run as a formula, a byte order mark. */
export interface ExportOptions {
  spreadsheetSafe?: boolean;
  bom?: boolean;
}

/** `leftOut` says what the format cannot hold of this work, such as `["2 notes"]`. */
export type ExportedFile = File & { leftOut: string[] };

/** What `<reading-annotator>` has besides what every element has. */
export interface ReadingAnnotator {
  /** Kept once the article is read and its labels are back in place. */
  readonly ready: Promise<void>;
  getSentences(): Promise<Sentence[]>;
  /** In reading order. */
  getAnnotations(): Promise<Annotation[]>;
  getOrphans(): Promise<Orphan[]>;
  annotate(target: Target, options: { label: LabelId; note?: string | null }): Promise<Annotation[]>;
  judgeNone(target: Target): Promise<void>;
  update(id: string, changes: { label?: LabelId; note?: string | null; start?: number; end?: number }): Promise<Annotation>;
  /** Removes an annotation; without an id it takes the element out of the page, as for every element. */
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
  /** Whether something changed. */
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
  /** Under a point in client pixels, innermost first. */
  annotationAt(x: number, y: number): Promise<Annotation[]>;
  /** Moves the cursor to the sentence with this index, or to the last one; it gets the keys. */
  goTo(sentence: number): Promise<void>;
  /** Other formats than the native one are fetched when they are first asked for. */
  exportAs(format?: FormatName, options?: ExportOptions): Promise<ExportedFile>;
  /** The page has put the work away: it counts as exported. */
  markExported(): Promise<void>;
  /** `labels` leads from labels that are unknown here to known ones, or to null for those to be left out. */
  importFrom(source: File | string, options?: { labels?: Record<string, LabelId | null> }): Promise<ImportReport>;
}

/** `<reading-annotator>`. Attributes: `for`, `document-id`, `annotator`, `config`, `lang`, `ui-language`, `theme`, `panel`. */
export type ReadingAnnotatorElement = HTMLElement & ReadingAnnotator;

/** Events bubble and cross shadow roots. */
export interface ReadingAnnotatorEvents {
  "annotator-ready": CustomEvent<unknown>;
  "annotation-created": CustomEvent<{ source: Source; annotation: Annotation }>;
  "annotation-updated": CustomEvent<{ source: Source; annotation: Annotation }>;
  "annotation-removed": CustomEvent<{ source: Source; annotation: Annotation }>;
  "annotations-imported": CustomEvent<{ source: Source; report: ImportReport }>;
  "annotator-error": CustomEvent<{ source?: Source; code: string; message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "reading-annotator": ReadingAnnotatorElement;
  }
  interface HTMLElementEventMap extends ReadingAnnotatorEvents {}
  interface DocumentEventMap extends ReadingAnnotatorEvents {}
}
