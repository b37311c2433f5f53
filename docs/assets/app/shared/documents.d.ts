/**
 * The shapes of all JSON documents that the page shares with Python. They are written from
 * `pat_core/documents/` by `python -m tests.site.scripts.script_types`; change them there.
 */

/** Another group beside this one, as that group itself shows its figures. */
export interface BesideDocument {
  made_at: string;
  round: string;
  mode: string;
  threshold: number;
  respondents: number;
  statements: Record<string, SupportFigures | Withheld>;
  success: SupportFigures | Withheld;
  principles: Record<string, EstimateFigures>;
  aggregate: EstimateFigures;
  partnership: string;
  withheld: string;
  remarks: string[];
}

/** The figures of another group; no codes are keys where all of them are withheld. */
export interface BesideFigures {
  statements: Record<string, SupportFigures | Withheld>;
  success: SupportFigures | Withheld;
  principles: Record<string, EstimateFigures>;
  aggregate: EstimateFigures;
}

/** The change since an earlier round. */
export interface ChangeDocument {
  statements: Record<string, StatementChange | Withheld>;
  principles: Record<string, ScoreChange>;
  aggregate: ScoreChange | NoChange;
  success: StatementChange | Withheld | NoChange;
  paired?: PairedChange;
  made_at: string;
  round: string;
  respondents: number;
  withheld: string;
  remarks: string[];
  plan: PlanDocument;
  own: Record<string, OwnAnswer>;
}

/** The figures of both rounds. */
export interface ChangeFigures {
  statements: Record<string, StatementChange | Withheld>;
  principles: Record<string, ScoreChange>;
  aggregate: ScoreChange | NoChange;
  success: StatementChange | Withheld | NoChange;
  paired?: PairedChange;
}

/** How two sets of counts differ. */
export interface CountsChange {
  delta: number | null;
  clear: boolean;
}

/** What is compared of one principle, or of the aggregate, over several rounds or groups. */
export interface EstimateFigures {
  estimate: number | null;
  band: number[] | null;
}

/** What the changes of answers and of scores have in common. */
export interface MiddleChange {
  delta: number | null;
  clear: boolean;
  median: (number | null)[];
}

/** The empty object in place of figures that are withheld. */
export interface NoChange {
}

export type Paired = Steps | Withheld;

/** The same people in two rounds. */
export interface PairedChange {
  n: number;
  principles: Record<string, Steps | Withheld>;
  aggregate: Steps | Withheld;
}

/** The change in one principle, or over all; None where a round withholds the figure. */
export interface ScoreChange {
  delta: number | null;
  clear: boolean;
  median: (number | null)[];
  n: (number | null)[];
  band_counts: (number[] | null)[];
}

/** The change in one statement, or in the one on success. */
export interface StatementChange {
  delta: number | null;
  clear: boolean;
  median: (number | null)[];
  agree: number[][];
}

/** How many of the same people went up, stayed or went down. */
export interface Steps {
  n: number;
  up: number;
  same: number;
  down: number;
}

/** How many agree with a statement, and how many answered it. */
export interface SupportFigures {
  agree: number;
  n: number;
}

/** The figures of one earlier round, as that round itself shows them. */
export interface TrendPoint {
  made_at: string;
  round: string;
  mode: string;
  threshold: number;
  respondents: number;
  principles: Record<string, EstimateFigures>;
  aggregate: EstimateFigures;
  plan: PlanDocument;
}

/** Figures on agreement beside the consensus, which only statements of the whole group have. */
export interface ChanceFigures {
  agreement_a: number | null;
  chance: number | null;
  consensus_without_one: [number, number] | null;
}

/** The figures over complete scores alone; all are None where the round withholds them. */
export interface CompleteFigures {
  n: number | null;
  mean: number | null;
  median: number | null;
  lowest: number | null;
  highest: number | null;
  scores: Record<string, number> | null;
  consensus: number | null;
}

/** How much of all sheets is filled in; the first three add up to `items`. */
export interface CompletenessFigures {
  answered: number;
  cant_say: number;
  blank: number;
  items: number;
  whole_sheets: number;
}

/** The follow-up scenario that the figures look most like; one of the two lists is empty. */
export interface FollowUp {
  looks_like: "A" | "B" | "C" | null;
  because: string[];
  blocked: string[];
}

/** Which bands' readings hold for the group. */
export interface GroupReading {
  kind: "unknown" | "band" | "between" | "spread";
  bands: number[][];
  borderline: boolean;
}

export type LabelKind = "level" | "sector" | "organisation";

export type ListName = "strengths" | "concerns" | "differing" | "not_known" | "least_agreed";

/** The object in place of a statement's counts where a subgroup answered nearly alike. */
export interface NearlyAll {
  nearly_all: "agree" | "disagree";
}

/** How the people are spread over partners. */
export interface PartnerFigures {
  n: number;
  unnamed: number;
  largest: number;
  over_half: boolean;
}

/** A mean with each partner counted once, which only figures of the whole group have. */
export interface PartnerMean {
  partners: number | null;
  partner_mean: number | null;
}

/** How alike people rank the principles; over those who rated all six. */
export interface RatingAgreement {
  n: number;
  kendall_w: number | null;
  by_chance: number | null;
}

/** How people rated the significance of a principle. */
export interface RatingCounts {
  n: number;
  counts: Record<string, number>;
  cant_say: number;
  mean: number | null;
  median: number | null;
  rank: number | null;
}

export type ScenarioLetter = "A" | "B" | "C";

/** The scores of several people in one principle, or over all. */
export interface ScoreCounts {
  n: number | null;
  mean: number | null;
  median: number | null;
  lowest: number | null;
  highest: number | null;
  scores: Record<string, number> | null;
  consensus: number | null;
  respondents: number;
  cant_say: number;
  blank: number;
  estimate: number | null;
  possible_mean: number[] | null;
  band: number[] | null;
  band_counts: number[] | null;
  band_open: number | null;
  reading: GroupReading;
}

/** The scores of the whole group in one principle, or over all. */
export interface ScoreFigures {
  n: number | null;
  mean: number | null;
  median: number | null;
  lowest: number | null;
  highest: number | null;
  scores: Record<string, number> | null;
  consensus: number | null;
  respondents: number;
  cant_say: number;
  blank: number;
  estimate: number | null;
  possible_mean: number[] | null;
  band: number[] | null;
  band_counts: number[] | null;
  band_open: number | null;
  reading: GroupReading;
  partners: number | null;
  partner_mean: number | null;
}

/** How the whole group rated the significance of a principle. */
export interface SignificanceFigures {
  n: number;
  counts: Record<string, number>;
  cant_say: number;
  mean: number | null;
  median: number | null;
  rank: number | null;
  partners: number | null;
  partner_mean: number | null;
}

/** Where a group may start its discussion. */
export interface Start {
  topics: StartTopic[];
  strength: StartTopic | null;
}

/** What to talk about first, or the strength to keep: a principle, or some of its statements. */
export interface StartTopic {
  topic: string;
  codes: string[];
  why: string;
}

/** How a statement was answered, by the group or by a subgroup. */
export interface StatementCounts {
  n: number;
  counts: Record<string, number>;
  cant_say: number;
  blank: number;
  mean: number | null;
  median: number | null;
  consensus: number | null;
  minority_share: number | null;
  divided: boolean;
}

/** How the whole group answered a statement, or the one on success. */
export interface StatementFigures {
  n: number;
  counts: Record<string, number>;
  cant_say: number;
  blank: number;
  mean: number | null;
  median: number | null;
  consensus: number | null;
  minority_share: number | null;
  divided: boolean;
  agreement_a: number | null;
  chance: number | null;
  consensus_without_one: [number, number] | null;
  partners: number | null;
  partner_mean: number | null;
}

export type Subgroup = SubgroupFigures | Withheld;

/** What a confidential round shows of a subgroup in one principle. */
export interface SubgroupEstimate {
  estimate: number | null;
  band: number[] | null;
}

/** What is shown of a subgroup: the people who share a label. */
export interface SubgroupFigures {
  n: number;
  statements: Record<string, StatementCounts | NearlyAll | Withheld>;
  principles: Record<string, ScoreCounts | SubgroupEstimate | Withheld>;
  aggregate?: ScoreCounts;
}

/** Which types people chose, for now or as needed. */
export interface TypeFigures {
  n: number;
  cells: Record<string, number>;
}

export type TypeTime = "now" | "needed";

/** The object in place of figures that could give single people away. */
export interface Withheld {
  withheld: true;
}

/** What became of one file. */
export interface FileDocument {
  name: string;
  status: "used" | "duplicate" | "held" | "refused";
  reason: string;
}

/** The whole group file. */
export interface GroupDocument {
  format: "pat-group";
  format_version: 2;
  notice: string;
  scoring_version: number;
  instrument: InstrumentMark;
  partnership: string;
  round: string;
  purpose: string;
  mode: string;
  made_at: string;
  respondents: number;
  threshold: number;
  invited: InvitedFigures;
  change?: ChangeDocument;
  trend?: TrendPoint[];
  beside?: BesideDocument;
  partners: PartnerFigures;
  completeness: CompletenessFigures;
  statements: Record<string, StatementFigures | Withheld>;
  principles: Record<string, ScoreFigures>;
  aggregate: ScoreFigures;
  significance: Record<string, SignificanceFigures | Withheld>;
  significance_agreement: RatingAgreement;
  success: StatementFigures | Withheld;
  typology: Partial<Record<"now" | "needed", TypeFigures | Withheld>>;
  by: Partial<Record<"level" | "sector" | "organisation", Record<string, SubgroupFigures | Withheld>>>;
  parts_withheld: string;
  comments: ReleasedComment[];
  plan: PlanDocument;
  own: Record<string, OwnAnswer>;
  receipts: string[];
  files: FileDocument[];
  file_counts: Record<string, number>;
  lists: Partial<Record<"strengths" | "concerns" | "differing" | "not_known" | "least_agreed", string[]>>;
  start: Start;
  scenario: FollowUp;
}

/** The figures, before lists and scenario are drawn from them. */
export interface GroupFigures {
  format: "pat-group";
  format_version: 2;
  notice: string;
  scoring_version: number;
  instrument: InstrumentMark;
  partnership: string;
  round: string;
  purpose: string;
  mode: string;
  made_at: string;
  respondents: number;
  threshold: number;
  invited: InvitedFigures;
  change?: ChangeDocument;
  trend?: TrendPoint[];
  beside?: BesideDocument;
  partners: PartnerFigures;
  completeness: CompletenessFigures;
  statements: Record<string, StatementFigures | Withheld>;
  principles: Record<string, ScoreFigures>;
  aggregate: ScoreFigures;
  significance: Record<string, SignificanceFigures | Withheld>;
  significance_agreement: RatingAgreement;
  success: StatementFigures | Withheld;
  typology: Partial<Record<"now" | "needed", TypeFigures | Withheld>>;
  by: Partial<Record<"level" | "sector" | "organisation", Record<string, SubgroupFigures | Withheld>>>;
  parts_withheld: string;
}

/** Whose figures these are, of which instrument and round, and beside which earlier one. */
export interface GroupHeading {
  format: "pat-group";
  format_version: 2;
  notice: string;
  scoring_version: number;
  instrument: InstrumentMark;
  partnership: string;
  round: string;
  purpose: string;
  mode: string;
  made_at: string;
  respondents: number;
  threshold: number;
  invited: InvitedFigures;
  change?: ChangeDocument;
  trend?: TrendPoint[];
  beside?: BesideDocument;
}

/** What a group file holds besides figures. */
export interface GroupNotes {
  comments: ReleasedComment[];
  plan: PlanDocument;
  own: Record<string, OwnAnswer>;
  receipts: string[];
  files: FileDocument[];
  file_counts: Record<string, number>;
}

/** The instrument that figures rest on. */
export interface InstrumentMark {
  id: string;
  version?: string;
  scoring: string;
  wording: string;
}

/** How many were invited; None where that is not known. */
export interface InvitedFigures {
  people: number | null;
  partners: number | null;
}

/** A comment that the facilitator released. */
export interface ReleasedComment {
  place: string;
  text: string;
  reworded: boolean;
}

export type Status = "used" | "duplicate" | "held" | "refused";

/** A topic for the workshop; part of a reply to the page, and of no file. */
export interface Topic {
  code: string;
  list: "strengths" | "concerns" | "differing" | "not_known" | "least_agreed";
  why: string;
}

/** What the group answers together on one topic. */
export interface OwnAnswer {
  sentence: string;
  answer?: number;
}

/** The whole plan; an empty object is a group without one. */
export interface PlanDocument {
  rows?: PlanRow[];
  next_assessment?: string;
}

/** One action. */
export interface PlanRow {
  topic: string;
  what: string;
  who: string;
  by: string;
  know: string;
  review: string;
  counts: string;
  state: "" | "done" | "dropped" | "carried";
}

export type PlanState = "" | "done" | "dropped" | "carried";

/** What the marks of a sheet say, in the shape of a result file. */
export interface AnswersDocument {
  responses: Record<string, ResponseDocument>;
  significance: Record<string, number | null>;
  success?: ResponseDocument;
}

/** What was ticked and noted at one check of a checklist. */
export interface CheckDocument {
  done?: boolean;
  note?: string;
}

/** Six principle scores and the aggregate, with their bands. */
export interface ProfileDocument {
  format: "pat-profile";
  format_version: 1;
  scoring_version: number;
  principles: Record<string, ScoreCardDocument>;
  aggregate: ScoreCardDocument;
}

/** What a respondent says of themselves; an empty text says "not given". */
export interface RespondentDocument {
  name?: string;
  organisation?: string;
  sector?: string;
  level?: string;
}

/** Answer and comment to one statement, or to the one on success. */
export interface ResponseDocument {
  answer?: number | null;
  comment?: string;
}

/** All responses of one respondent, with their details. */
export interface ResultDocument {
  format: "pat-result";
  format_version: 1;
  notice?: string;
  scoring_version?: number;
  instrument: ResultInstrument;
  result_id?: string;
  revision?: number;
  threshold?: number;
  saved_at?: string;
  receipt?: string;
  copy?: string;
  pairing_token?: string;
  partnership?: string;
  round?: string;
  mode?: string;
  purpose?: string;
  respondent?: RespondentDocument;
  responses: Record<string, ResponseDocument>;
  significance?: Record<string, number | null>;
  success?: ResponseDocument;
  typology?: TypologyDocument;
  checklists?: Record<string, Record<string, CheckDocument>>;
  unread?: Record<string, unknown>;
  scores?: ProfileDocument;
}

/** The instrument that was answered; a file need only name its id. */
export interface ResultInstrument {
  id: string;
  version?: string;
  scoring?: string;
  wording?: string;
}

/** The scores of one principle, or of all. */
export interface ScoreCardDocument {
  answered: number;
  items: number;
  cant_say: number;
  columns: Record<string, number>;
  score: number | null;
  possible: number[];
  band: number[] | null;
  reading: string | null;
}

/** A partnership type; either half may be empty or absent. */
export interface TypeDocument {
  collaboration?: string;
  function?: string;
}

/** The type that the partnership has now, and the one that it needs. */
export interface TypologyDocument {
  now?: TypeDocument;
  needed?: TypeDocument;
}

/** A partner, by name, and how many of its people are asked. */
export interface InvitedDocument {
  partner: string;
  people: number;
}

/** One occasion on which a group answers; an empty text says "not given". */
export interface RoundDocument {
  format: "pat-round";
  format_version: 1;
  partnership: string;
  round: string;
  purpose: string;
  mode: string;
  context: string;
  facilitator: string;
  holder: string;
  sees: string;
  delete_on: string;
  ending: string;
  date: string;
  labels: ("level" | "sector" | "organisation")[];
  by: "level" | "sector" | "organisation" | "";
  invited: InvitedDocument[];
  threshold: number;
}

/** What was arranged by hand for a workshop; lists hold statement codes. */
export interface AgendaDocument {
  order: string[];
  minutes: Record<string, number>;
  total: number;
  added: string[];
  removed: string[];
}

/** What the facilitator decided on a comment. */
export interface DecisionDocument {
  state: "as-is" | "reworded" | "held";
  text: string;
}

export type DecisionState = "as-is" | "reworded" | "held";

export type EntryChoice = "" | "use" | "leave";

export type EntryDocument = UsableEntry | RefusedEntry;

export type EntryKind = "file" | "code" | "paper" | "row";

/** How the group is looked at. */
export interface OptionsDocument {
  kind: "level" | "sector" | "organisation" | "";
  merged: Record<string, string>;
  partners: Record<string, string>;
  threshold: number | null;
  round: string;
}

/** What arrived and cannot be used. */
export interface RefusedEntry {
  name: string;
  kind: "file" | "code" | "paper" | "row";
  digest: string;
  choice?: "" | "use" | "leave";
  refused: string;
}

/** One person's answers; an empty text says "not given". */
export interface UsableEntry {
  name: string;
  kind: "file" | "code" | "paper" | "row";
  digest: string;
  choice?: "" | "use" | "leave";
  result_id: string;
  saved_at: string;
  pairing_token: string;
  partnership: string;
  round: string;
  purpose: string;
  mode: string;
  threshold: number | null;
  wording: string;
  revision: number | null;
  tag: number | null;
  marks: string;
  now: string;
  needed: string;
  level: string;
  sector: string;
  organisation: string;
  respondent: string;
  comments: string[][];
  remarks: string[];
  receipt: string;
}

/** A comment that awaits a decision; part of a reply to the page, and of no file. */
export interface WaitingComment {
  id: string;
  place: string;
  text: string;
}

/** All that the facilitator's page holds. */
export interface WorkspaceDocument {
  format: "pat-workspace";
  format_version: 1;
  round: RoundDocument | null;
  entries: (UsableEntry | RefusedEntry)[];
  options: OptionsDocument;
  comments: Record<string, DecisionDocument>;
  plan: PlanDocument;
  earlier: GroupDocument | null;
  earlier_tokens: Record<string, string>;
  revealed: string[];
  parts_shown: string;
  own: Record<string, OwnAnswer>;
  said: Record<string, string>;
  agenda: AgendaDocument;
}
