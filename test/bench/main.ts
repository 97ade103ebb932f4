import { measureExport } from "./log/export.ts";
import { measureFinding } from "./log/find.ts";
import { measureOtlp } from "./log/otlp.ts";
import { measureScroll } from "./log/scroll.ts";
import { measureTrace } from "./log/trace.ts";
import { measureSpeed } from "./speed.ts";
import { measureStart } from "./start.ts";

// `npm run bench [-- speed|start|otlp|trace|find|export|scroll]`: the figures of docs/performance.md.
const measures = { speed: measureSpeed, start: measureStart, otlp: measureOtlp, trace: measureTrace, find: measureFinding, export: measureExport, scroll: measureScroll };
const asked = process.argv.slice(2);
for (const [name, measure] of Object.entries(measures)) if (asked.length === 0 || asked.includes(name)) await measure();
