import { BlockList, isIPv4 } from "node:net";

/** How near an address is, from afar to this machine itself. `reserved`: no server has it, or only the machine's own host (cloud metadata). */
export type Zone = "public" | "private" | "loopback" | "reserved";
/** A redirect may lead away from here, never nearer. */
export const nearness: Record<Zone, number> = { public: 0, private: 1, loopback: 2, reserved: 3 };

type Range = [network: string, prefix: number, family: "ipv4" | "ipv6"];

/** IANA's special-purpose registries (RFC 6890 and its successors). */
const ranges: Record<Exclude<Zone, "public">, Range[]> = {
  private: [["10.0.0.0", 8, "ipv4"], ["172.16.0.0", 12, "ipv4"], ["192.168.0.0", 16, "ipv4"], ["100.64.0.0", 10, "ipv4"], ["198.18.0.0", 15, "ipv4"], ["fc00::", 7, "ipv6"]],
  loopback: [["127.0.0.0", 8, "ipv4"], ["::1", 128, "ipv6"]],
  reserved: [["0.0.0.0", 8, "ipv4"], ["169.254.0.0", 16, "ipv4"], ["192.0.0.0", 24, "ipv4"], ["224.0.0.0", 3, "ipv4"], ["::", 128, "ipv6"], ["fe80::", 10, "ipv6"], ["fec0::", 10, "ipv6"], ["ff00::", 8, "ipv6"]],
};

const lists = (Object.keys(ranges) as (keyof typeof ranges)[]).map((zone) => {
  const list = new BlockList();
  for (const range of ranges[zone]) list.addSubnet(...range);
  return { zone, list };
});

/** Of `::ffff:a.b.c.d` (RFC 4291), `64:ff9b::a.b.c.d` (RFC 6052) and `2002:ab:cd::` (RFC 3056) the IPv4 address inside. */
function embeddedIpv4(address: string): string | null {
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^(?:::ffff:|64:ff9b::)([\da-f]{1,4}):([\da-f]{1,4})$/.exec(groups) ?? /^2002:([\da-f]{1,4}):([\da-f]{1,4}):/.exec(groups) ?? [];
  if (high === undefined || low === undefined) return null;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join(".");
}

/** The zone of an IP address. */
export function zoneOf(address: string): Zone {
  const bare = address.replace(/%.*$/, "");
  const ipv4 = isIPv4(bare) ? bare : embeddedIpv4(bare);
  const found = lists.find(({ list }) => (ipv4 ? list.check(ipv4, "ipv4") : list.check(bare, "ipv6")));
  return found?.zone ?? "public";
}
