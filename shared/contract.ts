import { z } from "zod";
import { call, stream } from "./rpc/contract.ts";
import { AppInfo, DoctorCheck, FolderListing, Settings, SystemSample } from "./schemas/app.ts";
import { BenchRequest, BenchResult } from "./schemas/bench.ts";
import { Message, RunEvent, RunRequest } from "./schemas/chat.ts";
import { CompleteRequest, Preview, PreviewRequest } from "./schemas/completion.ts";
import { CompareRequest, Comparison, ComparisonSummary } from "./schemas/comparison.ts";
import { ExportDone, ExportRequest, ExportSample, ExportSelection } from "./schemas/export.ts";
import { Fit, FitRequest } from "./schemas/fit.ts";
import { EmbedRequest, EmbedResult, RerankRequest, RerankResult } from "./schemas/embedding.ts";
import { Interaction, InteractionChange, InteractionPage, ListRequest } from "./schemas/interaction.ts";
import { Job } from "./schemas/job.ts";
import { Feedback } from "./schemas/feedback.ts";
import { FoundFile, ImportRequest, Inspection, Model, ModelChanges, TemplateComparison, TensorRow } from "./schemas/model.ts";
import { CatalogEntry, Pulled, PullRequest, UnfinishedPull } from "./schemas/pull.ts";
import { ReplayEvent, ReplayRequest, ReplayResult } from "./schemas/replay.ts";
import { InteractionNeighbours, SessionPage, SessionRequest, SessionTotals } from "./schemas/session.ts";
import { SpanDetail, TracePage } from "./schemas/trace.ts";

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
    count: call(ListRequest.pick({ filter: true, text: true, status: true }), z.object({ total: z.int() })),
    /** Rows that come or change from now on, several updates of one row merged to the last. */
    watch: stream(Nothing, InteractionChange),
    /** Turns of a conversation in the order of time, each message once. */
    session: call(SessionRequest, SessionPage),
    sessionTotals: call(SessionRequest.pick({ session: true }), SessionTotals),
    /** What comes before and after it in its session, of its user, and with its question. */
    neighbours: call(Id, InteractionNeighbours),
    /** What was said of it, oldest first. */
    feedback: call(Id, z.array(Feedback)),
  },
  traces: {
    /** All that is known of a trace, model calls and other spans together, in pages; of an unknown one, none. */
    get: stream(TraceId, TracePage),
    span: call(TraceId.extend({ spanId: z.string().min(1).max(200) }), SpanDetail),
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
