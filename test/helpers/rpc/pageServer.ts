import { pageChannel } from "../../../shared/rpc/pageChannel.ts";
import { serve } from "../../../shared/rpc/serve.ts";
import { createTestServices, testContract } from "./testContract.ts";

// A process of its own that serves the test contract to many pages over its pipe.
const services = createTestServices();
pageChannel(process, (port) => void serve(testContract, services, port));
