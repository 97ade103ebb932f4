import { z } from "zod";
import { call, stream } from "./rpc/contract.ts";
import { AuditPage, AuditRequest } from "./schemas/audit.ts";
import { Backup, BackupRequest, RestoreRequest } from "./schemas/backup.ts";
import { AppInfo, DoctorCheck, FolderListing, Settings, SystemSample } from "./schemas/app.ts";
import { BenchRequest, BenchResult } from "./schemas/bench.ts";
import { Message, RunEvent, RunRequest } from "./schemas/chat.ts";
import { CompleteRequest, Preview, PreviewRequest } from "./schemas/completion.ts";
import { CompareRequest, Comparison, ComparisonSummary } from "./schemas/comparison.ts";
import { ExportDone, ExportRequest, ExportSample, ExportSelection } from "./schemas/export.ts";
import { Fit, FitRequest } from "./schemas/fit.ts";
import { EmbedRequest, EmbedResult, RerankRequest, RerankResult } from "./schemas/embedding.ts";
import { Aggregate, AggregateRequest, Facets, FacetsRequest, FieldValues, Narrowing, ValuesRequest } from "./schemas/finding.ts";
import { Interaction, InteractionChange, InteractionPage, ListRequest } from "./schemas/interaction.ts";
import { BodyChunk, BodyRequest } from "./schemas/interactionBody.ts";
import { Job } from "./schemas/job.ts";
import { Feedback, NewFeedback } from "./schemas/feedback.ts";
import { FoundFile, ImportRequest, Inspection, Model, ModelChanges, TemplateComparison, TensorRow } from "./schemas/model.ts";
import { CatalogEntry, Pulled, PullRequest, UnfinishedPull } from "./schemas/pull.ts";
import { SavedView, SaveView } from "./schemas/view.ts";
import { Redaction, TriedRedaction, TryRedaction } from "./schemas/redaction.ts";
import { RemoveAnswer, RemoveRequest, Retention, RetentionPreview, TagRequest } from "./schemas/retention.ts";
import { Sizes } from "./schemas/sizes.ts";
import { ReplayEvent, ReplayRequest, ReplayResult } from "./schemas/replay.ts";
import { InteractionNeighbours, SessionPage, SessionRequest, SessionTotals } from "./schemas/session.ts";
import { SpanDetail, TracePage } from "./schemas/trace.ts";
import { Imported, TransferPreview, TransferRequest } from "./schemas/transfer.ts";

const Nothing = z.object({});
const Id = z.object({ id: z.string().min(1).max(200) });
const TraceId = z.object({ traceId: z.string().min(1).max(200) });

/** Every method of the core: the table of contents of the app. The page, the command line and the tests ask these. */
export const core = {
  app: {
    info: call(Nothing, AppInfo),
    doctor: call(Nothing, z.array(DoctorCheck)),
    system: stream(Nothing, SystemSample, { newest: true }),
    /** Folders of the core's machine, for a page in a browser. Left out: the home folder. */
    listFolder: call(z.object({ path: z.string().max(32_768).optional() }), FolderListing),
  },
  settings: {
    get: call(Nothing, Settings),
    set: call(Settings.partial(), Settings),
    /** What a page or window remembers of itself (pane widths, window bounds): small JSON by key. */
    recall: call(z.object({ key: z.string().min(1).max(200) }), z.object({ value: z.unknown() })),
    remember: call(z.object({ key: z.string().min(1).max(200), value: z.unknown() }), Nothing),
  },
  models: {
    list: call(Nothing, z.array(Model)),
    /** The whole list at once and after each change. */
    watch: stream(Nothing, z.array(Model), { newest: true }),
    inspect: call(z.object({ path: z.string().min(1).max(32_768) }), Inspection),
    /** Every tensor of a file. Throws as `import` does. */
    tensors: call(z.object({ path: z.string().min(1).max(32_768) }), z.array(TensorRow)),
    compareTemplates: call(Id.extend({ otherId: z.string().min(1).max(200) }), TemplateComparison),
    /** Checks the header, adds the model, and hashes it in a job (`jobId`; null: the hash was known). A file that is there already gives its model. */
    import: call(ImportRequest, z.object({ model: Model, jobId: z.string().nullable(), alreadyThere: z.boolean() })),
    update: call(Id.extend(ModelChanges.shape), Model),
    /** Takes it out of the library; the file and its interactions stay. */
    remove: call(Id, Nothing),
    /** Looks for GGUF files in `paths`, or, left out, where other programs keep theirs. Reads only. What it sees is `found`'s. */
    scan: call(z.object({ paths: z.array(z.string().min(1).max(32_768)).max(100).optional() }), z.object({ jobId: z.string() })),
    /** All that the scan has seen so far, after each file; ends with the scan. */
    found: stream(z.object({ jobId: z.string().min(1).max(200) }), z.array(FoundFile), { newest: true }),
    /** Models that can be pulled. */
    catalog: call(Nothing, z.array(CatalogEntry)),
    /** Fetches a model into the data folder in a job, checks it and adds it to the library. A pull of the same URI that runs already gives its job. */
    pull: call(PullRequest, z.object({ jobId: z.string() })),
    /** What a pull's job brought; null: it is not done, or an earlier core ran it. */
    pulled: call(Id, Pulled.nullable()),
    /** Newest first. One without a `jobId` was cut short: ask `pull` for it again, or discard it. */
    unfinishedPulls: call(Nothing, z.array(UnfinishedPull)),
    /** Takes away what was fetched of it so far. Throws `busy` while a job fetches it. */
    discardPull: call(z.object({ uri: z.string().min(1).max(4096) }), Nothing),
    /** Measures a model in processes of its own, in a job. A file that is not in the library is imported where it lies. Throws `busy` while another one runs. */
    bench: call(BenchRequest, z.object({ jobId: z.string() })),
    /** What benches measured, newest first; of one model where `id` names it. */
    benches: call(z.object({ id: z.string().min(1).max(200).optional() }), z.array(BenchResult)),
    load: call(Id, Model),
    unload: call(Id, Model),
    /** What the model takes with its settings, or with those given, and whether that fits now. */
    fit: call(FitRequest, Fit),
  },
  gateway: {
    run: stream(RunRequest, RunEvent),
    complete: stream(CompleteRequest, RunEvent),
    /** What the model would be given, without an answer and without a row. */
    preview: call(PreviewRequest, Preview),
    embed: call(EmbedRequest, EmbedResult),
    rerank: call(RerankRequest, RerankResult),
    /** Tokens of the rendered conversation. Loads the model when it has to. */
    countTokens: call(z.object({ target: z.string().min(1), messages: z.array(Message) }), z.object({ tokens: z.int(), contextTokens: z.int() })),
  },
  interactions: {
    list: call(ListRequest, InteractionPage),
    /** An id, or a prefix of one that is the only one. */
    get: call(Id, Interaction),
    count: call(Narrowing, z.object({ total: z.int() })),
    /** How often the values of fields occur in what a list is narrowed to. */
    facets: call(FacetsRequest, Facets),
    /** Counts, tokens and latencies by spans of time. */
    aggregate: call(AggregateRequest, Aggregate),
    /** Values of a field that occur, for completion. */
    values: call(ValuesRequest, FieldValues),
    /** Rows that come or change from now on, several updates of one row merged to the last. */
    watch: stream(Nothing, InteractionChange),
    /** Turns of a conversation in the order of time, each message once. */
    session: call(SessionRequest, SessionPage),
    sessionTotals: call(SessionRequest.pick({ session: true }), SessionTotals),
    /** What comes before and after it in its session, of its user, and with its question. */
    neighbours: call(Id, InteractionNeighbours),
    /** What was said of it, oldest first. */
    feedback: call(Id, z.array(Feedback)),
    /** Throws `not-found`. */
    addFeedback: call(NewFeedback, Feedback),
    /** A stored body exactly as it is, in pieces; none where there is no such body. */
    body: stream(BodyRequest, BodyChunk),
  },
  traces: {
    /** All that is known of a trace, model calls and other spans together, in pages; of an unknown one, none. */
    get: stream(TraceId, TracePage),
    span: call(TraceId.extend({ spanId: z.string().min(1).max(200) }), SpanDetail),
  },
  views: {
    list: call(Nothing, z.array(SavedView)),
    watch: stream(Nothing, z.array(SavedView), { newest: true }),
    save: call(SaveView, SavedView),
    remove: call(Id, Nothing),
  },
  care: {
    retention: call(Nothing, Retention),
    setRetention: call(Retention, Retention),
    /** What the rules given, or else those that are set, would take now. Takes nothing. */
    previewRetention: call(z.object({ retention: Retention.optional() }), RetentionPreview),
    /** Takes away what the rules that are set say, in a job. Throws `busy`. */
    applyRetention: call(Nothing, z.object({ jobId: z.string() })),
    /** Takes interactions away for good, in a job. Throws `bad-filter` and `busy`. */
    removeInteractions: call(RemoveRequest, RemoveAnswer),
    /** Puts tags on interactions and takes others off; `changed`: how many have other tags now. */
    tagInteractions: call(TagRequest, z.object({ changed: z.int() })),
    redaction: call(Nothing, Redaction),
    /** Counts from the next interaction on; what is stored stays. Throws `bad-request` for a rule that can't be run. */
    setRedaction: call(Redaction, Redaction),
    tryRedaction: call(TryRedaction, TriedRedaction),
    /** Copies all databases into a new folder, in a job, while Tapedeck goes on. Throws `bad-request` and `busy`. */
    backup: call(BackupRequest, z.object({ jobId: z.string() })),
    /** Those made from this data folder, newest first. */
    backups: call(Nothing, z.array(Backup)),
    /** Holds a backup against its manifest and reads it through, in a job, whose failure says what is wrong with it. */
    verifyBackup: call(BackupRequest, z.object({ jobId: z.string() })),
    /** Verifies a backup and makes a new data folder of it, in a job. */
    restoreBackup: call(RestoreRequest, z.object({ jobId: z.string() })),
    /** What takes space in the data folder. Counts for 3 seconds at most, and says what is an estimate. */
    sizes: call(Nothing, Sizes),
    /** Who deleted or changed what, when; newest first. */
    audit: call(AuditRequest, AuditPage),
  },
  replay: {
    /** Leaving the stream cancels what is not done. */
    run: stream(ReplayRequest, ReplayEvent),
    /** The replays of an interaction so far, newest first, graded. */
    history: call(Id, z.array(ReplayResult)),
  },
  compare: {
    start: call(CompareRequest, z.object({ id: z.string(), jobId: z.string() })),
    watch: stream(Id, Comparison, { newest: true }),
    list: call(Nothing, z.array(ComparisonSummary)),
  },
  transfer: {
    /** What an import of a file would do. Reads its beginning, stores nothing. Throws `bad-request` for a file that can't be imported, `not-found`, `forbidden`. */
    preview: call(TransferRequest, TransferPreview),
    /** Takes a file in, in a job; what is there already is not stored twice. One that was cut short by a crash goes on where it was. Throws as `preview`, and `busy`. */
    import: call(TransferRequest, z.object({ jobId: z.string() })),
    /** What an import has done so far, or did. Throws `not-found`. */
    imported: call(z.object({ jobId: z.string().min(1).max(200) }), Imported),
    /** Writes interactions as a data set, in a job. Throws `bad-request` where the place is taken or may not be written, `busy` where another export writes there. */
    export: call(ExportRequest, z.object({ jobId: z.string() })),
    /** What an export's job wrote; null: it is not done, or an earlier core ran it. */
    exported: call(z.object({ jobId: z.string().min(1).max(200) }), ExportDone.nullable()),
    /** The first records of an export as they would be written. */
    sampleExport: call(ExportSelection, ExportSample),
  },
  jobs: {
    watch: stream(Nothing, z.array(Job), { newest: true }),
    cancel: call(Id, Job),
  },
} as const;
export type CoreContract = typeof core;
