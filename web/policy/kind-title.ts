import { kindWords, policyKinds } from '../../server/core/policy/kinds.ts';
import type { Words } from '../kit/words.ts';

/** The title of a kind that the API names; the word itself when it is not known here. */
export function kindTitle(kind: string): Words {
  const known = policyKinds.find((each) => each === kind);
  return known ? kindWords(known) : { zh: kind, en: kind };
}
