/** What a replica is busy with: answers that have a slot or wait for one. */
export type ReplicaLoad = { busySlots: number; queued: number };

/** The replica that has the least to do; of several the first. `preferred` wins a tie. Undefined where there is none. */
export function chooseReplica<T extends ReplicaLoad>(replicas: readonly T[], preferred: (replica: T) => boolean = () => false): T | undefined {
  const work = ({ busySlots, queued }: T) => busySlots + queued;
  let chosen: T | undefined;
  for (const replica of replicas) {
    if (chosen === undefined || work(replica) < work(chosen) || (work(replica) === work(chosen) && preferred(replica) && !preferred(chosen))) chosen = replica;
  }
  return chosen;
}
