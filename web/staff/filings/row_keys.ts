// A list by the keyboard alone: j and k go from row to row, Enter opens (each row's title is a
// link), / goes to the search.

const TYPING = 'input, textarea, select, [contenteditable], [role="dialog"], .menu__pop';

function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at < 0 ? (by === 1 ? 0 : rows.length - 1) : at + by;
  rows[next]?.focus();
  rows[next]?.scrollIntoView({ block: 'nearest' });
}

export function use_row_keys(search: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if ((event.target as Element).closest?.(TYPING)) return;
    const act = { j: () => step(1), k: () => step(-1), '/': search }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
