// Records interactions as fast as it can and tells its parent of each that was acknowledged, until it is killed.
import { openTestLog } from "./openTestLog.ts";
import { sampleOutcome, sampleStart } from "./sampleRecording.ts";

const log = await openTestLog(process.argv[2]!);

async function recordForever(stream: number): Promise<never> {
  for (let n = 0; ; n++) {
    const { id, committed } = log.begin(sampleStart(`question ${stream}.${n}`));
    await committed;
    process.send!({ begun: id });
    await log.finish(id, sampleOutcome(`answer ${stream}.${n}`));
    process.send!({ finished: id });
  }
}
await Promise.all([0, 1, 2, 3].map(recordForever));
