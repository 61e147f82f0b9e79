// The shapes of what the server answers and takes, by name. described.ts is generated from what the
// server says of them (`npm run types`); openapi.ts, by hand, is what the pages still go by.
import type { components } from './openapi';

export type Of<Name extends keyof components['schemas']> = components['schemas'][Name];
