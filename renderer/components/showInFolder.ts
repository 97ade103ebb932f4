import { toast } from "sonner";
import { toFailure } from "../../shared/errors.ts";
import { shell } from "../api.ts";

/** Shows a file of the core's computer in its folder, or says why that can't be. */
export async function showInFolder(path: string): Promise<void> {
  try {
    await shell.window.showInFolder({ path });
  } catch (error) {
    const { message, fix } = toFailure(error);
    toast.error(message, { description: fix });
  }
}
