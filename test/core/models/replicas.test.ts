import { describe, expect, it } from "vitest";
import { chooseReplica } from "../../../electron/core/models/runtime/chooseReplica.ts";
import { replicaPlan } from "../../../electron/core/models/runtime/replicaPlan.ts";

describe("the replica that a request goes to", () => {
  const replica = (name: string, busySlots: number, queued = 0) => ({ name, busySlots, queued });

  it("is the one with the least to do, of several the first", () => {
    expect(chooseReplica([replica("a", 2), replica("b", 1), replica("c", 1)])?.name).toBe("b");
    expect(chooseReplica([replica("a", 1, 3), replica("b", 2, 0)])?.name).toBe("b");
    expect(chooseReplica([])).toBeUndefined();
  });

  it("is the preferred one only where that costs nothing", () => {
    const prefersC = ({ name }: { name: string }) => name === "c";
    expect(chooseReplica([replica("a", 1), replica("b", 1), replica("c", 1)], prefersC)?.name).toBe("c");
    expect(chooseReplica([replica("a", 0), replica("c", 1)], prefersC)?.name).toBe("a");
  });
});

describe("the number of replicas and their threads", () => {
  const measured = { replicas: 2, threads: 1 };

  it("are what a person set, else what was measured, else one process with the cores minus one", () => {
    expect(replicaPlan({ replicas: null, threads: null }, null, 8)).toEqual({ replicas: 1, threads: 7 });
    expect(replicaPlan({ replicas: null, threads: null }, measured, 8)).toEqual({ replicas: 2, threads: 1 });
    expect(replicaPlan({ replicas: 3, threads: null }, measured, 8)).toEqual({ replicas: 3, threads: 2 });
    expect(replicaPlan({ replicas: 2, threads: 3 }, measured, 8)).toEqual({ replicas: 2, threads: 3 });
    expect(replicaPlan({ replicas: 4, threads: null }, null, 2)).toEqual({ replicas: 4, threads: 1 });
  });
});
