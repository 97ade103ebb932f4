/** A message of a tree of messages, where each answer that was asked for again, and each question that was edited, begins a branch. */
export type TreeNode<T> = { id: string; parent: string | null; isAnswer: boolean; message: T };

/**
 * Every answer of a tree with all that came before it, and every message at a branch's end that has no answer (`answer` null). `own` are
 * the messages that belong to no earlier answer: together they hold each message of the tree at least once. A parent that is missing, or
 * that leads back to the node itself, is the branch's beginning.
 */
export function* answersOf<T>(nodes: ReadonlyMap<string, TreeNode<T>>): Generator<{ id: string; before: T[]; own: T[]; answer: T | null }> {
  const parents = new Set([...nodes.values()].map(({ parent }) => parent));
  for (const node of nodes.values()) {
    if (!node.isAnswer && parents.has(node.id)) continue;
    const path = pathTo(node, nodes);
    const before = path.slice(0, node.isAnswer ? -1 : undefined);
    const lastAnswer = before.findLastIndex(({ isAnswer }) => isAnswer);
    yield { id: node.id, before: before.map(({ message }) => message), own: path.slice(lastAnswer + 1).map(({ message }) => message), answer: node.isAnswer ? node.message : null };
  }
}

function pathTo<T>(node: TreeNode<T>, nodes: ReadonlyMap<string, TreeNode<T>>): TreeNode<T>[] {
  const path = [node];
  const seen = new Set([node.id]);
  for (let next = parentOf(node); next && !seen.has(next.id); next = parentOf(next)) {
    path.push(next);
    seen.add(next.id);
  }
  return path.reverse();

  function parentOf({ parent }: TreeNode<T>) {
    return parent === null ? undefined : nodes.get(parent);
  }
}

const mostMessages = 10_000;

/** Of a longer conversation the newest messages, and how many were left out. */
export const newest = <M>(messages: M[]): { messages: M[]; leftOut: number } => ({ messages: messages.slice(-mostMessages), leftOut: Math.max(0, messages.length - mostMessages) });
