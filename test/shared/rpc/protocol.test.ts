import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../../shared/errors.ts";
import { connect } from "../../../shared/rpc/connect.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import { transports, type Link } from "../../helpers/rpc/transports.ts";
import { testContract } from "../../helpers/rpc/testContract.ts";

const failureOf = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => error as AppError);
const collect = async <T>(items: AsyncIterable<T>) => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
const until = async (check: () => Promise<boolean>) => {
  for (const deadline = Date.now() + 5000; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 10))) if (await check()) return;
  throw new Error("It did not come true within 5 s.");
};

describe.each(transports)("the protocol over $name", ({ open, isProcess }) => {
  let link: Link;
  let api: Client<typeof testContract>;
  beforeAll(async () => {
    link = await open();
    api = connect(testContract, link.port);
  });
  afterAll(() => link.close());

  it("carries lone surrogates, NUL, emoji and line ends unchanged", async () => {
    const value = { text: "\ud800 lone \udfff, NUL \u0000, 🚚, \r\n\u2028", nested: [1.5, null, true, { a: "" }] };
    expect(await api.echo.value({ value })).toEqual({ value });
  });

  it("drops undefined, as JSON does, on every wire", async () => {
    const { value } = await api.echo.value({ value: { kept: 1, dropped: undefined } });
    expect(Object.keys(value as object)).toEqual(["kept"]);
  });

  it("answers many calls at once, each with its own value", async () => {
    const answers = await Promise.all(Array.from({ length: 500 }, (_, n) => api.echo.value({ value: n })));
    expect(answers.map(({ value }) => value)).toEqual(Array.from({ length: 500 }, (_, n) => n));
  });

  it("refuses an input that is not of the schema and names the field", async () => {
    const error = await failureOf(api.echo.strict({ count: 11 }));
    expect(error).toMatchObject({ code: "bad-request" });
    expect(error?.message).toContain("echo.strict: count");
  });

  it("refuses a method that is not in the contract, inherited names too", async () => {
    const own = await open();
    const wrong = connect({ echo: { toString: testContract.echo.value }, constructor: { name: testContract.echo.value } }, own.port);
    expect(await failureOf(wrong.echo.toString({ value: 1 }) as Promise<unknown>)).toMatchObject({ code: "bad-request" });
    expect(await failureOf(wrong.constructor.name({ value: 1 }) as Promise<unknown>)).toMatchObject({ code: "bad-request" });
    await own.close();
  });

  it("brings an error across with its code, fix and details", async () => {
    const error = await failureOf(api.echo.fail({}));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "context-exceeded", fix: "Shorten it.", details: { promptTokens: 801, contextTokens: 256 } });
  });

  it("streams every item in order, small ones and large ones", async () => {
    const small = await collect(api.numbers.count({ to: 5000 }));
    expect(small.map(({ n }) => n)).toEqual(Array.from({ length: 5000 }, (_, n) => n));
    const large = await collect(api.numbers.count({ to: 20, padding: 700_000 }));
    expect(large.every(({ padding }) => padding.length === 700_000)).toBe(true);
  });

  it("asks for more once in half a window, not once an item", async () => {
    let asked = 0;
    const own = await open();
    const counted = connect(testContract, { ...own.port, send: (text: string) => { asked++; own.port.send(text); } });
    for await (const { n } of counted.numbers.count({ to: 640 })) if (n % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await own.close();
    expect(asked).toBeLessThanOrEqual(2 + 640 / 32);
  });

  it("delivers the items before an error, then the error", async () => {
    const seen: number[] = [];
    const error = await failureOf((async () => {
      for await (const { n } of api.numbers.failAt({ at: 100 })) seen.push(n);
    })());
    expect(seen).toHaveLength(100);
    expect(error).toMatchObject({ code: "model-crashed" });
  });

  it("cancels a call and a stream on the other side", async () => {
    const { cancelled } = await api.server.state({});
    const controller = new AbortController();
    const call = failureOf(api.echo.wait({}, controller.signal));
    controller.abort();
    expect(await call).toMatchObject({ code: "cancelled" });
    for await (const { n } of api.numbers.forever({})) if (n === 3) break;
    const stopping = new AbortController();
    const stream = failureOf(collect(api.numbers.forever({}, stopping.signal)));
    setTimeout(() => stopping.abort(), 30);
    expect(await stream).toMatchObject({ code: "cancelled" });
    await until(async () => (await api.server.state({})).cancelled === cancelled + 3);
  });

  it("gives a slow reader of a state the newest item, and always the last", async () => {
    const seen: number[] = [];
    for await (const { n } of api.numbers.newest({ to: 100_000 })) {
      seen.push(n);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(seen.at(-1)).toBe(99_999);
    expect(seen.length).toBeLessThan(2000);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it("fails everything open with connection-lost when the other side goes, and later questions too", async () => {
    const doomed = await open();
    const other = connect(testContract, doomed.port);
    const call = failureOf(other.echo.wait({}));
    const stream = failureOf(collect(other.numbers.forever({})));
    await other.server.state({});
    doomed.kill!();
    expect(await call).toMatchObject({ code: "connection-lost" });
    expect(await stream).toMatchObject({ code: "connection-lost" });
    expect(await failureOf(other.server.state({}))).toMatchObject({ code: "connection-lost" });
    await doomed.close();
  });

  it("makes a producer of 400,000 items wait for a reader that stops, with flat memory", async () => {
    const before = await api.server.state({});
    const reader = api.numbers.count({ to: 400_000, padding: 200 })[Symbol.asyncIterator]();
    await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 700));
    const { produced, residentBytes } = await api.server.state({});
    expect(produced - before.produced).toBeLessThanOrEqual(2 * 64 + 1);
    if (isProcess) expect((residentBytes - before.residentBytes) / 1e6).toBeLessThan(30);
    await reader.return?.(undefined);
  });
});

describe("a peer that speaks something else", () => {
  it.each(transports.filter(({ isProcess }) => isProcess))("is hung up on over $name, and the server goes on", async ({ open }) => {
    const link = await open();
    const closed = new Promise<void>((resolve) => link.port.onClose(resolve));
    link.port.send("GET / HTTP/1.1");
    await closed;
    await link.close();
  });

  it.each(transports)("is hung up on over $name when it gives two open questions one number", async ({ open }) => {
    const link = await open();
    const closed = new Promise<void>((resolve) => link.port.onClose(resolve));
    const answers: string[] = [];
    link.port.onMessage((text) => answers.push(text));
    for (let count = 0; count < 2; count++) link.port.send(JSON.stringify({ type: "ask", id: 7, service: "echo", method: "wait", input: {} }));
    await closed;
    expect(answers).toEqual([]);
    await link.close();
  });
});
