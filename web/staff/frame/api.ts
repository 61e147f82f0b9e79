// Talks to the API, typed by its description: what a path takes, and what it answers.
import { again } from './again';
import type { paths } from './described';
import { Problem, problem_of, unreachable } from './problem';

// A method that a path does not have stands there as `?: never`.
type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends undefined ? never : P;
}[keyof paths];
type Operation<M extends Method, P extends PathWith<M>> = paths[P][M];

// undefined where there is no such field, or it is one that is never there.
type Field<T, Name extends string> = T extends { [key in Name]?: infer V } ? V : undefined;
type PathOf<O> = Field<Field<O, 'parameters'>, 'path'>;
type QueryOf<O> = Field<Field<O, 'parameters'>, 'query'>;
type BodyOf<O> = Field<Field<Field<O, 'requestBody'>, 'content'>, 'application/json'>;
type JsonOf<R> = R extends { content: { 'application/json': infer T } } ? T : never;
// Of what went well; what did not is thrown as a Problem.
type AnswerOf<O> = O extends { responses: infer R } ? JsonOf<R[keyof R & (200 | 201)]> : never;

type Ask<O> = (PathOf<O> extends undefined ? object : { path: PathOf<O> }) &
  (BodyOf<O> extends undefined ? object : { body: BodyOf<O> }) & {
    query?: Partial<QueryOf<O>>;
    version?: number; // sent as If-Match
    signal?: AbortSignal;
  };

export interface Answer<T> {
  data: T;
  version: number | null;
  status: number;
}

interface Wire {
  method: Method;
  url: string;
  body?: unknown;
  headers: Record<string, string>;
  signal?: AbortSignal | undefined;
}

let csrf = '';
export function carry_csrf(word: string): void {
  csrf = word;
}

// What to do where the session has ended; set by the frame.
let signed_out = (): void => undefined;
export function on_signed_out(leave: () => void): void {
  signed_out = leave;
}

export function address(template: string, path: object = {}, query: object = {}): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((path as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  return search.size ? `${filled}?${search}` : filled;
}

function version_of(response: Response): number | null {
  const found = /^(?:W\/)?"(\d+)"$/.exec(response.headers.get('ETag') ?? '');
  return found ? Number(found[1]) : null;
}

async function send(wire: Wire): Promise<Answer<unknown>> {
  const headers: Record<string, string> = { Accept: 'application/json', ...wire.headers };
  if (wire.method !== 'get') headers['X-CSRF'] = csrf;
  const init: RequestInit = { method: wire.method.toUpperCase(), headers, credentials: 'same-origin' };
  if (wire.signal) init.signal = wire.signal;
  if (wire.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(wire.body);
  }
  const response = await fetch(wire.url, init).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : unreachable();
  });
  if (response.status === 401) signed_out();
  if (!response.ok) throw await problem_of(response);
  const text = await response.text().catch(() => {
    throw unreachable();
  });
  return { data: text ? JSON.parse(text) : null, version: version_of(response), status: response.status };
}

function wire_of(method: Method, template: string, ask: Ask<unknown>): Wire {
  const told = ask as { path?: object; query?: object; body?: unknown; version?: number };
  const headers: Record<string, string> = {};
  if (told.version !== undefined) headers['If-Match'] = `"${told.version}"`;
  return { method, url: address(template, told.path, told.query), body: told.body, headers, signal: ask.signal };
}

export function get<P extends PathWith<'get'>, O extends Operation<'get', P>>(
  path: P, ask: Ask<O>,
): Promise<Answer<AnswerOf<O>>> {
  const wire = wire_of('get', path, ask as Ask<unknown>);
  return again(() => send(wire)) as Promise<Answer<AnswerOf<O>>>;
}

export function change<M extends Exclude<Method, 'get'>, P extends PathWith<M>, O extends Operation<M, P>>(
  method: M, path: P, ask: Ask<O>,
): Promise<Answer<AnswerOf<O>>> {
  return send(wire_of(method, path, ask as Ask<unknown>)) as Promise<Answer<AnswerOf<O>>>;
}

// Puts a record under an id that the client made. The id stays with the form until this succeeds,
// so that a creation whose answer was lost is never done twice.
export function create<P extends PathWith<'put'>, O extends Operation<'put', P>>(
  path: P, ask: Ask<O>,
): Promise<Answer<AnswerOf<O>>> {
  const wire = wire_of('put', path, ask as Ask<unknown>);
  wire.headers['If-None-Match'] = '*';
  return again(() => send(wire)) as Promise<Answer<AnswerOf<O>>>;
}

export function is_conflict(error: unknown): error is Problem {
  return error instanceof Problem && error.status === 412;
}
