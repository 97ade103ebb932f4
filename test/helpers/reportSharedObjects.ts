// Loaded before a program by `node --import`: when it ends, the native libraries that it had loaded stand in $SHARED_OBJECTS.
import { writeFileSync } from "node:fs";
import { report } from "node:process";

process.on("exit", () => {
  const { sharedObjects } = report.getReport() as unknown as { sharedObjects: string[] };
  writeFileSync(process.env["SHARED_OBJECTS"]!, JSON.stringify(sharedObjects));
});
