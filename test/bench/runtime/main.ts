import { compareRuntimes } from "./compareRuntimes.ts";
import { profile } from "./profile.ts";
import { subjects } from "./subjects.ts";

// `npm run bench:runtime [-- profile] [-- smollm2|gemma|demo]`: Tapedeck beside llama-server, and where the time of a token goes.
const [asked = "", ...more] = process.argv.slice(2);
const isProfile = asked === "profile";
const filter = (isProfile ? more[0] : asked)?.toLowerCase() ?? "";
for (const subject of subjects()) if (subject.name.toLowerCase().includes(filter)) await (isProfile ? profile(subject) : compareRuntimes(subject));
