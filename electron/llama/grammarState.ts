import { LlamaGrammarEvaluationState, type LlamaModel } from "node-llama-cpp";
import { AppError } from "../../shared/errors.ts";

type Grammar = { name: string; gbnf: string };
type Compiled = Awaited<ReturnType<LlamaModel["llama"]["createGrammar"]>>;

/** Parsed grammars kept: one schema is mostly asked many times. */
const mostKept = 16;

/** Gives each answer a fresh state of its grammar. Throws `bad-request` for one that llama.cpp can't read. */
export function createGrammars(model: LlamaModel) {
  const kept = new Map<string, Promise<Compiled>>();

  function compiled({ name, gbnf }: Grammar): Promise<Compiled> {
    const grammar = kept.get(gbnf) ?? model.llama.createGrammar({ grammar: gbnf }).catch((error: unknown) => {
      kept.delete(gbnf);
      throw new AppError("bad-request", `llama.cpp can't read the grammar (${name}).`, { fix: "Check its rules; it needs one named `root`, and no rule may begin with itself.", cause: error });
    });
    // The newest stand last.
    kept.delete(gbnf);
    kept.set(gbnf, grammar);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
    return grammar;
  }

  return async (grammar: Grammar | undefined): Promise<LlamaGrammarEvaluationState | undefined> =>
    grammar && new LlamaGrammarEvaluationState({ model, grammar: await compiled(grammar) });
}
