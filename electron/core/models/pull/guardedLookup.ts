import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { AppError } from "../../../../shared/errors.ts";
import { nearness, type Zone, type zoneOf } from "./addressZone.ts";

/** What a server may lead to. Throws `forbidden`. */
export type Guard = { checkHost(host: string): void; lookup: LookupFunction };

const refusal = (host: string, zone: Zone) =>
  new AppError("forbidden", `The server leads to ${host}, which is ${zone === "loopback" ? "this machine" : zone === "private" ? "in the local network" : "an address that no server has"}: refused.`, {
    fix: "A public server has no business there. If you trust the address, pull from it directly.",
  });

/**
 * Refuses hosts that lie nearer than `most`. Names are judged by the addresses that the connection is then made to, so that a name
 * can't have one address for the check and another for the connection. `trusted`: proxies, which the person chose.
 */
export function createGuard({ zoneOf: zone, most, trusted }: { zoneOf: typeof zoneOf; most: Zone; trusted: ReadonlySet<string> }): Guard {
  const allows = (address: string) => nearness[zone(address)] <= nearness[most];
  return {
    checkHost(host) {
      const bare = host.replace(/^\[|\]$/g, "");
      if (isIP(bare) !== 0 && !allows(bare)) throw refusal(host, zone(bare));
    },
    lookup(host, options, callback) {
      systemLookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
        const allowed = error || trusted.has(host) ? addresses : addresses.filter(({ address }) => allows(address));
        const [first] = allowed ?? [];
        if (error || !first) return callback(error ?? refusal(host, zone(addresses[0]?.address ?? "0.0.0.0")), "");
        if (options.all) callback(null, allowed);
        else callback(null, first.address, first.family);
      });
    },
  };
}
