// What went wrong, as the server or the browser tells it.
import type { Of } from './schemas';

export class Problem extends Error {
  constructor(
    readonly status: number, // 0: no answer came
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: Of<'Fault'>[] = [],
    readonly current: Of<'Filing'> | null = null,
    readonly retry_after_s: number | null = null,
  ) {
    super(`${status} ${code}`);
    this.name = 'Problem';
  }

  // Whether the same request may simply be sent again.
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 503;
  }

  // Whether the reader is to do something else than try again.
  get stands(): boolean {
    return this.status === 403 || this.status === 404;
  }
}

export function unreachable(): Problem {
  return new Problem(0, 'network', '连不上服务器', '您填的都还在这一页上。请看看网络，再试一次。');
}

function seconds(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

export async function problem_of(response: Response): Promise<Problem> {
  const retry = seconds(response.headers.get('Retry-After'));
  const said = (await response.json().catch(() => null)) as Partial<Of<'Problem'> & Of<'FilingConflict'>> | null;
  if (!said || typeof said.code !== 'string') {
    const detail = '服务器没有说清原因。请再试一次；还是不行，请告诉系统管理员。';
    return new Problem(response.status, 'unreadable', '没有办成', detail, [], null, retry);
  }
  return new Problem(
    response.status, said.code, said.title ?? '没有办成', said.detail ?? '', said.errors ?? [],
    said.current ?? null, retry,
  );
}

export function as_problem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, 'page', '这一页出错了', '请刷新再试；还是不行，请告诉系统管理员。');
}

// "有误：应为金额，例如 80.00"
export function fault_words(fault: Of<'Fault'>): string {
  return fault.right ? `${fault.detail}，${fault.right}` : fault.detail;
}
