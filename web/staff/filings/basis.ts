// On what basis another's filings are looked at: offered again for the next one, never stored.
import { ref } from 'vue';

import type { Problem } from '../frame/problem';

export const last_basis = ref('');
export const wants_basis = (problem: Problem | null): boolean => problem?.code === 'access.needs_basis';
