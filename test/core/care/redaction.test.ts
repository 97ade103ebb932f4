import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../electron/core/care/redaction/createRedactor.ts";
import { RedactionKind, type Redaction } from "../../../shared/schemas/redaction.ts";

const all = RedactionKind.options;
const redacted = (text: string, redaction: Partial<Redaction> = {}) => {
  const session = createRedactor({ kinds: all, rules: [], ...redaction }).session();
  return [session.text(text), session.counts()] as const;
};

describe("redaction", () => {
  it.for([
    ["an e-mail address", "Write to José.Ñandú+a@süd.example.co.uk, please", "Write to [email 1], please"],
    ["telephone numbers as people write them", "0490 75 40 81; +46 (0)8 928 571 38; (415) 555-0132; 1-800-555-0199; 415.555.0132; +4915112345678", "[phone 1]; [phone 2]; [phone 3]; [phone 4]; [phone 5]; [phone 6]"],
    ["a card whose check digit is right", "4111 1111 1111 1111, 378282246310005", "[card 1], [card 2]"],
    ["an IBAN whose check digits are right", "GB82 WEST 1234 5698 7654 32 THIS IS IT, de89370400440532013000", "[iban 1] THIS IS IT, [iban 2]"],
    ["addresses of machines", "from 203.0.113.9 and 2001:db8::8a2e:370:7334 at 12:30", "from [ip 1] and [ip 2] at 12:30"],
    ["a social security number", "SSN 460-89-9847.", "SSN [ssn 1]."],
    ["keys of known shapes", `sk-proj-${"a1".repeat(12)} ghp_${"A1b2".repeat(9)} AKIAIOSFODNN7EXAMPLE`, "[api-key 1] [api-key 2] [api-key 3]"],
    ["a JSON web token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P", "[jwt 1]"],
    ["a bearer's token, and not the word", "Authorization: Bearer abcdef0123456789abcdef", "Authorization: Bearer [bearer-token 1]"],
    ["a password in an address, and nothing else of it", "postgres://app:hun:ter2@db.internal/app", "postgres://app:[url-password 1]@db.internal/app"],
    ["a private key, also one that was cut off", "a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b -----BEGIN PRIVATE KEY-----\nMIIE", "a [private-key 1] b [private-key 2]"],
  ] as const)("takes out %s", ([, text, expected]) => {
    expect(redacted(text)[0]).toBe(expected);
  });

  it.for([
    "Order 4821 of 2026-11-25, 25.11.2026 and 2019-2020",
    "4111 1111 1111 1112 has a wrong check digit, GB83WEST12345698765432 has, too",
    "Version 10.15.2004.33, release 31.07, 127.0.0.1, ::1, std::vector, 12:30:45",
    "RMA-4417, ticket #12345678, 1,234,567.89 EUR, 1764110000000, 12345-6789, int_01kb0p9z5e8s7m6n5q4r",
    "call me at noon, a@b, @home, https://example.com/path:80?x=@y",
    "000-12-3456 and 912-34-5678 and 123-00-4567 are no social security numbers".replaceAll("-", "–"),
  ])("leaves alone what only looks like it: %s", (text) => {
    expect(redacted(text)).toEqual([text, null]);
  });

  it("takes out nothing until somebody chooses it, and then only what was chosen", () => {
    const text = "a@example.com, 203.0.113.9";
    expect(createRedactor({ kinds: [], rules: [] }).isOff).toBe(true);
    expect(redacted(text, { kinds: ["ip"] })).toEqual(["a@example.com, [ip 1]", { ip: 1 }]);
  });

  it("gives the same piece the same number in all texts of one interaction, and counts the different ones", () => {
    const session = createRedactor({ kinds: all, rules: [] }).session();
    expect(session.text("a@example.com and b@example.com")).toBe("[email 1] and [email 2]");
    expect(session.text("b@example.com, c@example.com")).toBe("[email 2], [email 3]");
    expect(session.counts()).toEqual({ email: 3 });
  });

  it("runs rules of one's own, which come first and see the text as it came", () => {
    const rules = [{ name: "customer", pattern: "KD-[0-9]+(@[a-z.]+)?" }, { name: "project", pattern: "Project [A-Z][a-z]+", replacement: "Project X" }];
    expect(redacted("KD-4821@example.com asks about Project Falcon, b@example.com", { rules })).toEqual([
      "[customer 1] asks about Project X, [email 1]",
      { customer: 1, project: 1, email: 1 },
    ]);
  });

  it("leaves nothing of a piece that two rules see different parts of", () => {
    expect(redacted("xx kim@example.com", { rules: [{ name: "start", pattern: "xx kim" }] })[0]).toBe("[start 1]");
  });

  it.for([
    ["(a", "no regular expression"],
    ["(?<=a)b", "time that grows"],
    ["(a)\\1", "time that grows"],
    ["(?:a{1,50}){1,50}", "time that grows"],
    ["a*", "empty text"],
  ] as const)("refuses the pattern %s, which %s", ([pattern, why]) => {
    expect(() => createRedactor({ kinds: [], rules: [{ name: "mine", pattern }] })).toThrow(expect.objectContaining({ code: "bad-request", message: expect.stringContaining(why) as string }));
  });

  it("takes a time that grows with the text only, whatever the text and a rule are made for", () => {
    const evil = ["a", "a@", "1", "1 ", "eyJ-", "sk-", "://a:", "-----BEGIN PRIVATE KEY-----", "GB82 ", ":1", "bearer ", "(1)", "a:a://"];
    const { session } = createRedactor({ kinds: all, rules: [{ name: "evil", pattern: "(a+)+!" }, { name: "words", pattern: "(\\w+\\s?)+!" }] });
    for (const part of evil) {
      const text = part.repeat(40_000 / part.length);
      const startedAt = performance.now();
      session().text(text);
      expect.soft(performance.now() - startedAt, part).toBeLessThan(1000);
    }
  });

  it("looks into JSON: its texts and long numbers, at any depth that a request has, and leaves the rest as it is", () => {
    const session = createRedactor({ kinds: all, rules: [] }).session();
    const value = { to: "a@example.com", card: 4111111111111111, n: 5, list: [{ at: "203.0.113.9" }], none: null };
    expect(session.value(value)).toEqual({ to: "[email 1]", card: "[card 1]", n: 5, list: [{ at: "[ip 1]" }], none: null });
    const same = { a: [1, "b"], c: { d: null } };
    expect(session.value(same)).toBe(same);
    const deep = JSON.parse(`${"[".repeat(5000)}"a@example.com"${"]".repeat(5000)}`) as unknown;
    expect(JSON.stringify(session.value(deep))).not.toContain("example.com");
  });
});
