import { describe, expect, it } from "vitest";
import { splitGguf } from "../helpers/splitGguf.ts";
import { tempFolder } from "../helpers/tempFolder.ts";
import { demoPath } from "./demoModel.ts";
import { openRealModel, question } from "./openRealModel.ts";

describe("a split model", () => {
  it("loads by its first part and answers as the whole does", async () => {
    const [first] = splitGguf(demoPath, 3, tempFolder(), "demo é");
    const whole = await openRealModel().ask(question, { temperature: 0 });
    const split = await openRealModel({}, { parts: 3 }, first).ask(question, { temperature: 0 });
    expect(split.error).toBeUndefined();
    expect(split.text).toBe(whole.text);
    expect(split.text.length).toBeGreaterThan(20);
  });
});
