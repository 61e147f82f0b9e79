// Something read from the server for a page: what there is, or what went wrong, and once more.
import { ref, shallowRef } from 'vue';

import { as_problem, type Problem } from './problem';

export function use_loading<T>(read: (signal: AbortSignal) => Promise<T>) {
  const data = shallowRef<T | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  let latest: AbortController | null = null;

  // Only the last call counts: an answer that comes late does not replace a newer one.
  async function load(): Promise<void> {
    latest?.abort();
    const mine = new AbortController();
    latest = mine;
    loading.value = true;
    problem.value = null;
    try {
      const got = await read(mine.signal);
      if (latest === mine) data.value = got;
    } catch (error) {
      if (latest === mine) problem.value = as_problem(error);
    } finally {
      if (latest === mine) loading.value = false;
    }
  }
  return { data, problem, loading, load };
}
