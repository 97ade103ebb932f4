import { createLink } from "../../renderer/link.ts";
import { core, type CoreContract } from "../../shared/contract.ts";
import { memoryPorts } from "../../shared/rpc/memoryPort.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { serve } from "../../shared/rpc/serve.ts";

/** A page's link to `services`, over the real protocol in memory: the parts of a store. */
export function linkTo(services: Services<CoreContract>) {
  const link = createLink({
    contract: core,
    openPort: async () => {
      const [page, other] = memoryPorts();
      serve(core, services, other);
      return page;
    },
  });
  void link.start();
  return link;
}
