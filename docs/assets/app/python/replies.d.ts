/**
 * What Python replies to each call. A test makes every call and compares the keys; the documents in
 * the replies have the shapes of `shared/documents.d.ts`.
 */

import type {
  EntryChoice,
  EntryDocument,
  GroupDocument,
  ProfileDocument,
  ResultDocument,
  RoundDocument,
  ScoreCardDocument,
  Status,
  Topic,
  UsableEntry,
  WaitingComment,
  WorkspaceDocument,
} from "../shared/documents.d.ts";

/** The text of a file. */
export interface FileText {
  text: string;
}

/** One person's result: its profile, HTML to show, and its result code; empty where it has none. */
export interface ShownResult {
  profile: ProfileDocument;
  html: string;
  code: string;
}

/** HTML that sets two results side by side. */
export interface ComparedResults {
  html: string;
}

/** A result file that was read; each problem is a sentence. */
export interface ReadResult {
  record: ResultDocument;
  answered: number;
  problems: string[];
}

/** What arrived, one entry for each file, or for each row of a spreadsheet. */
export interface ReadEntries {
  entries: EntryDocument[];
}

/** Entries for result codes, and the lines that are no code, as they were written. */
export interface ReadCodes {
  entries: EntryDocument[];
  left: string;
}

/** A paper sheet: its entry, null while no statement is answered; scores by principle number. */
export interface ReadSheet {
  entry: UsableEntry | null;
  columns: Record<string, ScoreCardDocument>;
}

/** What becomes of one entry, why, which choices the facilitator has, and what must be answered. */
export interface EntryLine {
  name: string;
  status: Status;
  reason: string;
  remarks: string[];
  choices: Exclude<EntryChoice, "">[];
  asks: string;
}

/**
 * A line for each entry, in order; how many of each status there are, in words; the rounds that
 * equally many people name, where nobody has said which it is; and the people behind each label, by
 * kind of label.
 */
export interface SortedEntries {
  lines: EntryLine[];
  summary: string;
  rounds: string[];
  labels: Record<string, Record<string, number>>;
  /** The mode of the round; empty where nothing is known yet. */
  mode: string;
  /** The kind of label that makes parts; the mode may leave no choice. */
  kind: LabelKind | "";
  /** The threshold that was promised, and the one that is used. */
  promised: number;
  threshold: number;
}

/** A group's document, HTML to show, and topics in the order of a workshop. */
export interface ShownDocument {
  group: GroupDocument;
  html: string;
  topics: Topic[];
}

/** Why a confidential group is not shown; empty where it is. */
export interface GroupRefusal {
  refusal: string;
}

/** The group of all that is used. */
export interface ShownGroup extends ShownDocument, GroupRefusal {
  /** Comments that nobody sees until the facilitator has released them. */
  waiting: WaitingComment[];
  /** The marks of those who gave a token, by token. */
  tokens: Record<string, string>;
  /** In an open round, HTML of each partner's profile. */
  profiles: string;
  /** Digests of the entries that were counted. */
  used: string[];
  /** Which set of entries subgroups have been shown of. */
  parts_shown: string;
}

/** A group file that was read; each remark is a sentence. */
export interface ReadGroup {
  group: GroupDocument;
  remarks: string[];
}

/** An earlier round that was read: also the marks of those who gave a token, and a summary. */
export interface ReadEarlier extends ReadGroup {
  tokens: Record<string, string>;
  summary: string;
}

/** A set-up file that was read. */
export interface ReadRound {
  round: RoundDocument;
  remarks: string[];
}

/** What the people invited will allow to be shown, what would show more, and a warning or none. */
export interface RoundPreview {
  seen: string;
  changes: string[];
  warning: string;
}

/** A workspace file that was read. */
export interface ReadWorkspace {
  state: WorkspaceDocument;
  remarks: string[];
}

/** A workbook, in base64. */
export interface Workbook {
  base64: string;
}

/** The reply to each call, by the call's name. */
export interface Replies {
  show_result: ShownResult;
  compare_results: ComparedResults;
  write_file: FileText;
  read_file: ReadResult;
  read_results: ReadEntries;
  read_codes: ReadCodes;
  read_sheet: ReadSheet;
  sort_entries: SortedEntries;
  show_group: ShownGroup | GroupRefusal;
  show_document: ShownDocument;
  write_group: FileText;
  write_csv: FileText;
  write_plan: FileText;
  write_report: FileText;
  read_group: ReadGroup;
  read_earlier: ReadEarlier;
  read_round: ReadRound;
  preview_round: RoundPreview;
  write_workspace: FileText;
  read_workspace: ReadWorkspace;
  write_workbook: Workbook;
}
