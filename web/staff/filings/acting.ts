// An act on the filing that is on the page, and what came of it.
import { ref, shallowRef, type ShallowRef } from 'vue';

import { change, is_conflict } from '../frame/api';
import type { Of } from '../frame/schemas';
import { as_problem, type Problem } from '../frame/problem';
import { amended_of } from './amending';
import type { Values } from './conflict';

export interface Wanted {
  act: Of<'Act'>;
  fields: Record<string, unknown>;
  values: Values | null; // of an amendment
  pack: Of<'Pack'> | null; // of an amendment: what it is asked by
}
export interface Conflict {
  wanted: Wanted;
  current: Of<'Filing'>;
}

function body_of(wanted: Wanted, filing: Of<'Filing'>): Of<'ActText'> {
  const plain = { act: wanted.act.id, fields: wanted.fields };
  if (!wanted.values) return plain;
  const { faults: _, ...told } = amended_of(wanted.values, filing, wanted.pack?.facts ?? []);
  return { ...plain, telling: { ...told, attendees: filing.attendees.map((person) => person.id) } };
}

export function use_acting(filing: ShallowRef<Of<'Filing'> | null>) {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  const conflict = shallowRef<Conflict | null>(null);

  // True if it was done; else `problem` or `conflict` says why not.
  async function perform(wanted: Wanted): Promise<boolean> {
    const on = filing.value;
    if (!on || busy.value) return false;
    busy.value = true;
    problem.value = null;
    conflict.value = null;
    try {
      const ask = { path: { filing: on.id }, version: on.version, body: body_of(wanted, on) };
      filing.value = (await change('post', '/api/v1/filings/{filing}/acts', ask)).data;
      return true;
    } catch (error) {
      if (is_conflict(error) && error.current) conflict.value = { wanted, current: error.current };
      else problem.value = as_problem(error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, problem, conflict, perform };
}
