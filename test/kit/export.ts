/** The exported ledger of a place, and what its verification says. */
import { verifyLedgerFile, type Verdict } from '../../server/core/ledger-file/verify.ts';
import { managerFor } from '../../server/db.ts';
import { sha256 } from '../../server/hash.ts';
import { exportLedger } from '../../server/ledger/export-ledger.ts';
import { isSignedBy, newSigningKey, signerOf } from '../../server/signature.ts';
import type { County, Place } from './county.ts';

export const exportSigner = signerOf(newSigningKey())!;

export function exported({ orm }: County, { region }: Pick<Place, 'region'>, year?: number): Promise<string> {
  return exportLedger(managerFor(orm, [region]), { region, year }, exportSigner);
}

export function verdictOf(text: string): Verdict {
  return verifyLedgerFile(new TextEncoder().encode(text), { sha256, isSignedBy });
}
