import { Worker } from "node:worker_threads";
import { places } from "../../electron/core/places.ts";

// A process that watches its parent's pipe 4 and then never comes back to its events.
new Worker(places.parentWatch, { workerData: { fd: 4, cleanEndMs: 3000 } }).once("online", () => {
  process.send!("busy");
  setTimeout(() => {
    for (;;);
  }, 100);
});
