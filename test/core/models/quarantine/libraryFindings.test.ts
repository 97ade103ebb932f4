import { expect, it } from "vitest";
import { libraryFindings } from "../../../../electron/core/models/quarantine/libraryFindings.ts";
import { fakeModel } from "../../../helpers/fakeModels.ts";

const version = (name: string, templateSha256: string | null, family = "demo") => fakeModel(name, { family, templateSha256 });

it("finds versions of the family that have another chat template, and names three of them", () => {
  const one = version("one", "a");
  const all = [one, version("two", "a"), version("three", "b"), version("stranger", "b", "other")];
  expect(libraryFindings(one, all, undefined)).toEqual([{ severity: "caution", what: "Another template than its family", why: expect.stringContaining("that of three:") }]);
  expect(libraryFindings(one, [...all, version("4", null), version("5", "c"), version("6", "d")], undefined)[0]!.why).toContain("three, 4, 5 and 1 more");
  expect(libraryFindings(version("alone", "x", ""), [version("other", "y", "")], undefined)).toEqual([]);
});

it("tells what became of the first load", () => {
  const one = version("one", "a");
  expect(libraryFindings(one, [one], { state: "known" })).toEqual([]);
  expect(libraryFindings(one, [one], { state: "untested" })).toEqual([]);
  expect(libraryFindings(one, [one], { state: "passed", at: 0 })[0]).toMatchObject({ severity: "info", why: expect.stringContaining("1970-01-01 00:00 UTC") });
  expect(libraryFindings(one, [one], { state: "failed", at: 0, reason: "it was killed by SIGABRT" })[0]).toMatchObject({ severity: "danger", why: expect.stringContaining("killed by SIGABRT") });
});
