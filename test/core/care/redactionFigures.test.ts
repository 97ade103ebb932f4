import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createRedactor } from "../../../electron/core/care/redaction/createRedactor.ts";
import { findPieces } from "../../../electron/core/care/redaction/findPieces.ts";
import { kinds } from "../../../electron/core/care/redaction/kinds.ts";
import { RedactionKind } from "../../../shared/schemas/redaction.ts";

const path = new URL("../../../../shared/data/pii/presidio_synth_300.json", import.meta.url);
const Labelled = z.array(z.object({ full_text: z.string(), spans: z.array(z.object({ entity_type: z.string(), entity_value: z.string(), start_position: z.int(), end_position: z.int() })) }));
const claimed: Partial<Record<string, RedactionKind>> = { EMAIL_ADDRESS: "email", PHONE_NUMBER: "phone", CREDIT_CARD: "card", IBAN_CODE: "iban", US_SSN: "ssn", IP_ADDRESS: "ip" };

describe("redaction on texts that others labelled", () => {
  it.skipIf(!existsSync(path))("finds at least 9 of 10 of what it claims to find, and at most 1 of 10 that it takes out is something else (shared/data/pii)", () => {
    const finders = (Object.keys(kinds) as RedactionKind[]).map((name) => ({ name, replacement: undefined, isSharp: undefined, ...kinds[name] }));
    const figures = new Map(Object.values(claimed).map((kind) => [kind as string, { labelled: 0, found: 0, taken: 0, right: 0 }]));
    const missed: string[] = [];
    const wrong: string[] = [];
    for (const { full_text: text, spans } of Labelled.parse(JSON.parse(readFileSync(path, "utf8")))) {
      const pieces = findPieces(text, finders);
      for (const { entity_type, entity_value, start_position: start, end_position: end } of spans) {
        const figure = figures.get(claimed[entity_type] ?? "");
        if (!figure) continue;
        figure.labelled++;
        // Found: nothing of it is left, whatever the mark is called.
        if (pieces.some((piece) => piece.start <= start && piece.end >= end)) figure.found++;
        else missed.push(`${entity_type} ${entity_value}`);
      }
      for (const { start, end, name } of pieces) {
        const figure = figures.get(name);
        if (!figure) continue;
        figure.taken++;
        if (spans.some((span) => claimed[span.entity_type] !== undefined && span.start_position < end && start < span.end_position)) figure.right++;
        else wrong.push(`${name} ${text.slice(start, end)}`);
      }
    }
    const sum = (key: "labelled" | "found" | "taken" | "right") => [...figures.values()].reduce((total, figure) => total + figure[key], 0);
    const lines = [...figures].map(([kind, { labelled, found, taken, right }]) => `${kind}: recall ${found}/${labelled}, precision ${right}/${taken}`);
    process.stdout.write(`\n${lines.join("\n")}\nmissed: ${missed.join("; ") || "none"}\nwrong: ${wrong.join("; ") || "none"}\n`);
    expect(sum("labelled")).toBeGreaterThan(50);
    expect(sum("found") / sum("labelled")).toBeGreaterThanOrEqual(0.9);
    expect(sum("right") / sum("taken")).toBeGreaterThanOrEqual(0.9);
  });

  it("looks through at least 1 MB of ordinary text a second, all kinds on", () => {
    const text = "The customer of order 4821 asked on 2026-11-25 at 12:30 whether a refund of 1,234.50 EUR was sent; we answered that it takes 3 to 5 days. ".repeat(1000);
    const { session } = createRedactor({ kinds: RedactionKind.options, rules: [] });
    const speeds = [0, 1, 2].map(() => {
      const startedAt = performance.now();
      expect(session().text(text)).toBe(text);
      return text.length / 1000 / (performance.now() - startedAt);
    });
    process.stdout.write(`\nredaction: ${Math.max(...speeds).toFixed(0)} MB/s\n`);
    expect(Math.max(...speeds)).toBeGreaterThan(1);
  });
});
