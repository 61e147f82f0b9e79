// What of a filing is to be done next, of all its deadlines.
import type { Of } from '../frame/schemas';

// The open one that ends first; what is paused comes behind what runs.
export function first_owed(deadlines: readonly Of<'Deadline'>[]): Of<'Deadline'> | null {
  const open = deadlines.filter((each) => each.open);
  const rank = (each: Of<'Deadline'>): string => `${each.state === 'paused' ? 1 : 0} ${each.due}`;
  return open.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0] ?? null;
}
