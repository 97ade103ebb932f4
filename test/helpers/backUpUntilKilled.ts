// Backs a data folder up, and tells its parent when the first pages are copied.
import { backUp } from "../../electron/core/care/backup/backUp.ts";

for await (const _ of backUp({ dataFolder: process.argv[2]!, path: process.argv[3]!, tapedeck: "0.1.0", now: 0 })) process.send!("copying");
