import { measureSpeed } from "./speed.ts";
import { measureStart } from "./start.ts";

// `npm run bench [-- speed|start]`: the figures of docs/performance.md.
const measures = { speed: measureSpeed, start: measureStart };
const asked = process.argv.slice(2);
for (const [name, measure] of Object.entries(measures)) if (asked.length === 0 || asked.includes(name)) await measure();
