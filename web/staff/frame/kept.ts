// What a browser keeps between visits; pages work without it too, as in a private window.

export function kept(key: string): string | null {
  try {
    return localStorage.getItem(`qinqing.${key}`);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`qinqing.${key}`);
    else localStorage.setItem(`qinqing.${key}`, value);
  } catch {
    return;
  }
}

// Drafts hold what people wrote and go when they sign out.
export function forget_drafts(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith('qinqing.draft.')) localStorage.removeItem(key);
  } catch {
    return;
  }
}
