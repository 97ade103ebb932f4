import type { CustomBatchingPrioritizationStrategy } from "node-llama-cpp";
import { wholeRows } from "../prefix/cuts.ts";

/** Three turns are enough (measured); a slot that is busy with something else is not waited for longer. */
const mostWaits = 8;

/**
 * How node-llama-cpp 3.21 fills a batch. By itself it decodes again as soon as one answer has its token, while the others' are still on
 * their way: two streams then take turns forever and are never decoded together (239 decodes for 2 × 120 tokens). An empty batch gives the
 * others a turn; `busy` counts the slots that answer. What is short goes first, so that answers go on beside a long prompt, and a
 * prompt is cut only between whole rows, where a cut changes no bit.
 */
export function batchTogether(busy: () => number): CustomBatchingPrioritizationStrategy {
  let waits = 0;
  return ({ items, size }) => {
    if (items.length < busy() && waits++ < mostWaits) return [];
    waits = 0;
    let left = size;
    return items.toSorted((a, b) => a.tokens.length - b.tokens.length).flatMap((item, index) => {
      const share = Math.floor(left / (items.length - index));
      const processAmount = item.tokens.length <= share ? item.tokens.length : wholeRows(share) || share;
      left -= processAmount;
      return processAmount > 0 ? [{ item, processAmount }] : [];
    });
  };
}
