/** `npm run schema`: prints the API into schema/. */
import { writeFileSync } from 'node:fs';
import { printedSchema } from '../schema.ts';

writeFileSync(new URL('../../schema/schema.graphql', import.meta.url), await printedSchema());
