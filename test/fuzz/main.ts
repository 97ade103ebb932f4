// `npm run fuzz [mutants] [seed]`: mutates real headers, has the check judge each, and opens a sample of what it lets through with llama.cpp.
import { fuzzHeaders, hangs } from "./fuzzHeaders.ts";
import { openKept } from "./openKept.ts";
import { allSources } from "./sources.ts";

const [mutants = 20_000, seed = 1] = process.argv.slice(2).map(Number);
/** Of those let through, how many llama.cpp opens: about 70 ms each. */
const mostOpened = 1500;
/** The share of mutants that the check lets through, about: for the sample's spacing. */
const shareLetThrough = 0.25;
const say = (text: string) => process.stdout.write(`${text}\n`);
const row = (count: number, text: string) => say(`${count.toLocaleString("en").padStart(8)}  ${text}`);
const rows = (counts: Map<string, number>) => [...counts].sort((a, b) => b[1] - a[1]).forEach(([text, count]) => row(count, text));

const { sources, missing, paths } = allSources();
for (const what of missing) say(`Left out, for it is not on this machine: ${what}.`);
say(`${mutants.toLocaleString("en")} mutants of ${sources.length} headers (${sources.map(({ name }) => name).join(", ")}), seed ${seed}\n`);

const startedAt = performance.now();
const keepOneIn = Math.max(1, Math.floor((mutants * shareLetThrough) / mostOpened));
const fuzzed = fuzzHeaders(sources, { mutants, seed, keepOneIn });
rows(fuzzed.byReason);
for (const { how, error } of fuzzed.crashes.slice(0, 10)) say(`\nCRASH of the check: ${how}\n${error}`);
say(`\n${fuzzed.crashes.length} crashes, slowest ${fuzzed.slowest.tookMs.toFixed(0)} ms (${fuzzed.slowest.how}), heap at most ${(fuzzed.mostHeapBytes / 1e6).toFixed(0)} MB, ${((performance.now() - startedAt) / 1000).toFixed(0)} s in all`);

const kept = fuzzed.kept.slice(0, mostOpened);
say(`\n${fuzzed.letThrough.toLocaleString("en")} let through; ${kept.length.toLocaleString("en")} of them opened with llama.cpp, in processes of their own:`);
const opened = await openKept(kept, paths.find((path) => path.endsWith("tinystories-656k-bytes-f32.gguf")) ?? null);
row(opened.answered, "answered");
rows(new Map([...opened.errors].map(([message, count]) => [`refused with an error: ${message}`, count])));
row(opened.died.length, "ended their process");
for (const { how, end } of opened.died.slice(0, 20)) say(`\nDIED: ${how}\n  ${end}`);
process.exitCode = fuzzed.crashes.length > 0 || hangs(fuzzed) || opened.died.length > 0 ? 1 : 0;
