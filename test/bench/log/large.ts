import { measureLog } from "./find.ts";
import { benchLog } from "./generate.ts";

// `npm run bench:large`: the same as `npm run bench -- find`, among ten million of a year.
const startedAt = performance.now();
await measureLog(await benchLog(10_000_000, 365), 20);
console.log(`\nDone in ${Math.round((performance.now() - startedAt) / 60_000)} min.`);
