// Large print: every size on these pages follows the root's.
import { ref } from 'vue';

import { keep, kept } from './kept';

export const large = ref(kept('large') === '1');

export function set_large(on: boolean): void {
  large.value = on;
  keep('large', on ? '1' : null);
  document.documentElement.classList.toggle('large', on);
}
