// What a person wrote into the form of an act and has not sent: kept in the browser, offered back.
import { keep, kept } from '../frame/kept';
import type { Typed } from './fields';

export interface Draft {
  at: number;
  typed: Typed;
}

export function draft_of(text: string | null): Draft | null {
  try {
    const said = JSON.parse(text ?? 'null') as Partial<Draft> | null;
    if (typeof said?.at !== 'number' || typeof said.typed !== 'object' || said.typed === null) return null;
    const typed = Object.entries(said.typed).filter(([, value]) => typeof value === 'string' && value !== '');
    return typed.length ? { at: said.at, typed: Object.fromEntries(typed) } : null;
  } catch {
    return null;
  }
}

export function drafts(account: string, filing: string, act: string) {
  const key = `draft.${account}.${filing}.${act}`;
  return {
    read: (): Draft | null => draft_of(kept(key)),
    write: (typed: Typed): void => keep(key, JSON.stringify({ at: Date.now(), typed })),
    drop: (): void => keep(key, null),
  };
}
