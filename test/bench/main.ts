import { measureExport } from "./log/export.ts";
import { measureFinding } from "./log/find.ts";
import { measureIngest } from "./log/ingest.ts";
import { measureOtlp } from "./log/otlp.ts";
import { measureScroll } from "./log/scroll.ts";
import { measureTrace } from "./log/trace.ts";
import { measureSpeed } from "./speed.ts";
import { measureStart } from "./start.ts";

// `npm run bench [-- speed|start|ingest|otlp|trace|find|export|scroll]`, or `log` for all from ingest on: the figures of docs/performance.md.
const ofLog = { ingest: measureIngest, otlp: measureOtlp, trace: measureTrace, find: measureFinding, export: measureExport, scroll: measureScroll };
const measures = { speed: measureSpeed, start: measureStart, ...ofLog };
const asked = process.argv.slice(2).flatMap((name) => (name === "log" ? Object.keys(ofLog) : [name]));
for (const [name, measure] of Object.entries(measures)) if (asked.length === 0 || asked.includes(name)) await measure();
