import { once } from "node:events";
import { createListener } from "../../core/http/createListener.ts";
import { openCore } from "../../core/openCore.ts";
import { places } from "../../core/places.ts";
import type { Context } from "../context.ts";
import { untilParentEnds } from "../untilParentEnds.ts";

/** The core and its console for browsers, until SIGTERM, Ctrl-C or the end of the program that started it. */
export async function serve(options: { host: string; port: number }, { output, signal, dataFolder }: Context): Promise<number> {
  const owned = await openCore({ dataFolder: await dataFolder(), kind: "serve" });
  try {
    const listener = await createListener({ services: owned.services, receiving: owned.receiving, isReady: () => !signal.aborted, rendererFolder: places.rendererFolder, ...options });
    try {
      owned.publish(new URL(listener.url).origin);
      const { url, gatewayUrl, token } = listener;
      await output.document({ url, gatewayUrl, token, pid: process.pid });
      if (!signal.aborted) await Promise.race([once(signal, "abort"), untilParentEnds()]);
    } finally {
      await listener.close();
      const turnedAway = listener.turnedAway();
      if (turnedAway) output.note(`tapedeck: ${turnedAway}`);
    }
  } finally {
    await owned.close();
  }
  return 0;
}
