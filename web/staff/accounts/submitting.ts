// A dialog's form: its faults, its problem, and the id that what it creates will have.
import { nextTick, ref, shallowRef } from 'vue';

import { as_problem, type Problem } from '../frame/problem';
import { uuid7 } from '../frame/uuid';
import { type Field, place_faults, read_fields } from '../filings/fields';

export function use_submitting(fields: () => Field[]) {
  const open = ref(false);
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  const faults = ref<Record<string, string>>({});
  const typed = ref<Record<string, string>>({});
  const id = ref('');

  function begin(first: Record<string, string> = {}): void {
    typed.value = { ...Object.fromEntries(fields().map((field) => [field.id, ''])), ...first };
    faults.value = {};
    problem.value = null;
    id.value = uuid7();
    open.value = true;
  }

  // Closes the dialog once `send` is through with what was read; false where something is wrong.
  async function submit(send: (values: Record<string, unknown>, id: string) => Promise<void>): Promise<boolean> {
    const read = read_fields(fields(), typed.value);
    faults.value = read.faults;
    problem.value = null;
    if (Object.keys(read.faults).length) {
      await nextTick();
      document.querySelector<HTMLElement>('.el-dialog [data-fault] input')?.focus();
      return false;
    }
    busy.value = true;
    try {
      await send(read.values, id.value);
      open.value = false;
      return true;
    } catch (error) {
      problem.value = as_problem(error);
      faults.value = place_faults(problem.value.errors, fields()).at;
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { open, busy, problem, faults, typed, begin, submit };
}
