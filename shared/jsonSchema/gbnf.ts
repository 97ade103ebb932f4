/** A text as a literal of llama.cpp's GBNF. */
export function literal(text: string): string {
  const escaped = [...text].map((letter) => {
    if (letter === "\\" || letter === '"') return `\\${letter}`;
    const code = letter.codePointAt(0)!;
    return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, "0").toUpperCase()}` : letter;
  });
  return `"${escaped.join("")}"`;
}

/** A value as its JSON, as a literal. */
export const jsonLiteral = (value: unknown): string => literal(JSON.stringify(value));

/** `item` as often as `least` to `most` times; `most` null: without end. */
export function repeat(item: string, least: number, most: number | null): string {
  if (most === 0) return '""';
  if (least === 1 && most === 1) return item;
  const one = /^\w+$/.test(item) ? item : `(${item})`;
  if (most === null) return least === 0 ? `${one}*` : least === 1 ? `${one}+` : `${one}{${least},}`;
  return `${one}{${least},${most}}`;
}

/** The rules of a grammar, each written once. */
export function createRules() {
  const rules = new Map<string, string>();
  let count = 0;
  return {
    /** A name of its own for a rule that is written later. */
    reserve: (): string => `r${++count}`,
    set: (name: string, body: string): void => void rules.set(name, body),
    add(body: string): string {
      const name = `r${++count}`;
      rules.set(name, body);
      return name;
    },
    /** A rule that several places share. */
    shared(name: string, body: () => string): string {
      if (!rules.has(name)) {
        rules.set(name, "");
        rules.set(name, body());
      }
      return name;
    },
    size: () => rules.size,
    text: (root: string): string => [`root ::= ${root}`, ...[...rules].map(([name, body]) => `${name} ::= ${body}`)].join("\n") + "\n",
  };
}
export type Rules = ReturnType<typeof createRules>;
