import { claimFolder } from "../../electron/core/owner/claimFolder.ts";
import { writeOwnerRecord } from "../../electron/core/owner/ownerRecord.ts";

// A process that owns the folder given as argument until it is killed.
const dataFolder = process.argv[2]!;
claimFolder(dataFolder);
writeOwnerRecord(dataFolder, { pid: process.pid, kind: "serve", socket: "/nowhere.sock", url: "http://127.0.0.1:4321" });
process.send!("owner");
setInterval(() => {}, 1000);
