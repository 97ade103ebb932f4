import { describe, expect, it } from "vitest";
import { pathOf, placeOf, placeWith } from "../../renderer/router.ts";

describe("the place in the address", () => {
  it("stands behind the #, with or without its slash", () => {
    expect(["", "#", "#/", "#/models", "#models?text=q8"].map(placeOf)).toEqual(["/", "/", "/", "/models", "/models?text=q8"]);
    expect(pathOf("/models?text=a/b")).toBe("/models");
  });

  it("keeps the rest of its query when one value changes", () => {
    expect(placeWith("/models?model=m1&text=q8", { model: "m2" })).toBe("/models?model=m2&text=q8");
    expect(placeWith("/models?model=m1&text=q8", { model: null, text: "" })).toBe("/models");
    expect(placeWith("/models", { text: "50% & more #1" })).toBe("/models?text=50%25+%26+more+%231");
  });

  it("gives back any text that was put into it", () => {
    const text = "日本 a+b=c&d ?#%";
    expect(new URLSearchParams(placeWith("/models", { text }).split("?")[1]).get("text")).toBe(text);
  });
});
