import type { Failure } from "../../../shared/errors.ts";
import type { Origin } from "../../../shared/schemas/chat.ts";

const askers: Record<Origin, string> = {
  playground: "the page that asked",
  chat: "the command line that asked",
  replay: "its replay",
  compare: "its comparison's job",
  api: "the client that asked",
  import: "its import",
};

/** Says who ended a request: the side that asked by stopping or leaving, or Tapedeck's own end. */
export function cancelFailure(origin: Origin, isClosing: boolean): Failure {
  return { code: "cancelled", message: isClosing ? "Cancelled, because Tapedeck was ended." : `Cancelled by ${askers[origin]}.` };
}
