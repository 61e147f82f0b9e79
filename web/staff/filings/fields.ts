// The fields of an act: what a person typed, checked and turned into what the API takes.
import { is_day } from '../frame/days';
import type { Of } from '../frame/schemas';

// Facts of a check are asked for like the fields of an act; some are decimals.
// A field as the server describes it, and as the pages write down their own, which say less.
export type Field = Pick<Of<'Field'>, 'id' | 'label' | 'required'> &
  Partial<Pick<Of<'Field'>, 'hint' | 'max' | 'choices'>> & { type: Of<'Field'>['type'] | 'decimal' };
// As typed: "" is nothing; a boolean is "true" or "false".
export type Typed = Record<string, string>;

export interface Read {
  values: Record<string, unknown>;
  faults: Record<string, string>; // by field id: what is wrong and what would be right
}

const FULL_WIDTH = /[０-９．，－]/g;
const half = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) - 0xfee0);

// "１，２００.5元" → "1200.5": people type amounts as they write them.
function number_text(text: string): string {
  return text.replace(FULL_WIDTH, half).replace(/^[¥￥]\s*/, '').replace(/\s*元$/, '').replace(/[,\s]/g, '');
}

export function read_money(text: string): string | null {
  const found = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(number_text(text));
  if (!found) return null;
  const whole = (found[1] ?? '').replace(/^0+(?=\d)/, '');
  return `${whole}.${(found[2] ?? '').padEnd(2, '0')}`;
}

// "1200.00" → "¥1,200.00"
export function money_words(amount: string): string {
  const [whole = '', cents = ''] = amount.split('.');
  return `¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.padEnd(2, '0')}`;
}

type Reader = (field: Field, text: string) => unknown | Fault;
class Fault {
  constructor(readonly text: string) {}
}

const readers: Record<Field['type'], Reader> = {
  text: (field, text) => {
    const length = [...text].length;
    if (!field.max || length <= field.max) return text;
    return new Fault(`“${field.label}”最多 ${field.max} 个字，现在有 ${length} 个。请删短一些。`);
  },
  date: (field, text) =>
    is_day(text) ? text : new Fault(`“${field.label}”要写一个日子，比如 2026-11-27。`),
  money: (field, text) =>
    read_money(text) ?? new Fault(`“${field.label}”要写金额，最多两位小数，比如 1200.00。`),
  decimal: (field, text) => {
    const plain = number_text(text);
    if (/^\d{1,15}(\.\d{1,10})?$/.test(plain)) return plain;
    return new Fault(`“${field.label}”要写一个数，比如 1.5。`);
  },
  count: (field, text) => {
    const plain = number_text(text);
    if (/^\d{1,9}$/.test(plain)) return Number(plain);
    return new Fault(`“${field.label}”要写一个整数，比如 3。`);
  },
  boolean: (field, text) =>
    text === 'true' || text === 'false' ? text === 'true' : new Fault(`“${field.label}”要选是或者否。`),
  choice: (field, text) =>
    field.choices?.some((each) => each.id === text) ? text : new Fault(`“${field.label}”要选一项。`),
};

function missing(field: Field): string {
  const choosing = field.type === 'choice' || field.type === 'boolean';
  const what = choosing ? '要选一项' : field.type === 'date' ? '要写一个日子' : '还没有写';
  return `“${field.label}”${what}。${field.hint && !choosing ? `${field.hint}。` : ''}`;
}

export function read_fields(fields: readonly Field[], typed: Typed): Read {
  const read: Read = { values: {}, faults: {} };
  for (const field of fields) {
    const text = (typed[field.id] ?? '').trim();
    if (text === '') {
      if (field.required) read.faults[field.id] = missing(field);
      continue;
    }
    const value = readers[field.type](field, text);
    if (value instanceof Fault) read.faults[field.id] = value.text;
    else read.values[field.id] = value;
  }
  return read;
}

// The faults that a server found, by the field they point at; the others are told above the form.
export function place_faults(
  errors: readonly Of<'Fault'>[], fields: readonly Field[],
): { at: Record<string, string>; rest: Of<'Fault'>[] } {
  const at: Record<string, string> = {};
  const rest: Of<'Fault'>[] = [];
  for (const error of errors) {
    const id = error.pointer.split('/').at(-1) ?? '';
    if (!fields.some((field) => field.id === id)) rest.push(error);
    else at[id] ??= error.right ? `${error.detail}，${error.right}` : error.detail;
  }
  return { at, rest };
}
