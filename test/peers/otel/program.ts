import { createRequire } from "node:module";
import { join } from "node:path";

// A program of someone who traces their calls with OpenTelemetry: the real SDK, exporter, instrumentation and openai package, from `folder`.
// Arguments: folder, exporter (proto or http), instrumentation, where traces go, their token, OpenAI's address.

type Span = { setAttribute(name: string, value: string): void; end(): void };
type OpenAi = { chat: { completions: { create(request: object): Promise<unknown> } } };
type OpenAiClass = new (options: { apiKey: string; baseURL: string; maxRetries: number }) => OpenAi;
type Instrumentation = { setTracerProvider(provider: unknown): void; setMeterProvider(provider: unknown): void; manuallyInstrument?(module: unknown): void; };

const [folder = "", exporter = "", instrumentation = "", tracesUrl = "", token = "", openAiUrl = ""] = process.argv.slice(2);
const load = createRequire(join(folder, "package.json")) as <T>(name: string) => T;

const { trace, context, metrics } = load<{ metrics: { getMeterProvider(): unknown }; trace: { setSpan(context: unknown, span: unknown): unknown }; context: { active(): unknown; with<T>(context: unknown, work: () => T): T } }>("@opentelemetry/api");
const { NodeTracerProvider, BatchSpanProcessor } = load<{ NodeTracerProvider: new (options: object) => { register(): void; getTracer(name: string): { startSpan(name: string): Span }; shutdown(): Promise<void> }; BatchSpanProcessor: new (exporter: unknown) => unknown }>("@opentelemetry/sdk-trace-node");
const { OTLPTraceExporter } = load<{ OTLPTraceExporter: new (options: object) => unknown }>(`@opentelemetry/exporter-trace-otlp-${exporter}`);

const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: tracesUrl, headers: { authorization: `Bearer ${token}` }, compression: "gzip" }))] });
provider.register();

const packages: Record<string, [name: string, of: string]> = {
  opentelemetry: ["@opentelemetry/instrumentation-openai", "OpenAIInstrumentation"],
  openinference: ["@arizeai/openinference-instrumentation-openai", "OpenAIInstrumentation"],
  traceloop: ["@traceloop/instrumentation-openai", "OpenAIInstrumentation"],
};
const [name, className] = packages[instrumentation]!;
const instrument = new (load<Record<string, new (options: object) => Instrumentation>>(name)[className]!)({ captureMessageContent: true, traceContent: true });
instrument.setTracerProvider(provider);
instrument.setMeterProvider(metrics.getMeterProvider());
const module = load<{ OpenAI: OpenAiClass } & OpenAiClass>("openai");
if (instrumentation !== "opentelemetry") instrument.manuallyInstrument?.(module.OpenAI);

const openAi = new module.OpenAI({ apiKey: "none", baseURL: openAiUrl, maxRetries: 0 });
const agent = provider.getTracer("test").startSpan("answer the customer");
await context.with(trace.setSpan(context.active(), agent), async () => {
  const messages = [{ role: "system", content: "Be brief." }, { role: "user", content: "Weather in 東京?" }];
  const tools = [{ type: "function", function: { name: "get_weather", parameters: { type: "object", properties: { city: { type: "string" } } } } }];
  await openAi.chat.completions.create({ model: "gpt-4o-mini", messages, tools, temperature: 0.5 });
  for await (const _chunk of (await openAi.chat.completions.create({ model: "gpt-4o-mini", messages, stream: true, stream_options: { include_usage: true } })) as AsyncIterable<unknown>);
  await openAi.chat.completions.create({ model: "no-such-model", messages }).catch(() => {});
});
agent.setAttribute("openinference.span.kind", "AGENT");
agent.end();
await provider.shutdown();
