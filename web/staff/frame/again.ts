// Sends again what was not answered. Only for requests that may arrive twice without harm: reading,
// and creating under an id that the client made.
import { Problem } from './problem';

const WAITS_MS = [400, 1_500, 4_000];
const WAIT_MAX_MS = 8_000;

export type Sleep = (ms: number) => Promise<void>;

const sleep: Sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Gives up with the last problem, or at once with one that will not pass by itself.
export async function again<T>(send: () => Promise<T>, wait: Sleep = sleep): Promise<T> {
  for (const pause of WAITS_MS) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Problem) || !error.passes) throw error;
      await wait(Math.min(Math.max(pause, (error.retry_after_s ?? 0) * 1_000), WAIT_MAX_MS));
    }
  }
  return send();
}
