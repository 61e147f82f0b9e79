// The shapes of what the server answers and takes, by name: described.ts is generated from what the
// server says of them (`npm run types`), and a test holds it against that.
import type { components } from './described';

export type Of<Name extends keyof components['schemas']> = components['schemas'][Name];
