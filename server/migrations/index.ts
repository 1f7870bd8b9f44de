/** What has been applied, in order. Written by hand: one SQL file each, never edited once released. */
import { readFileSync } from 'node:fs';
import { Migration } from '@mikro-orm/migrations';

function fromFile(file: string) {
  const sql = readFileSync(new URL(file, import.meta.url), 'utf8');
  return {
    name: file.replace(/\.sql$/, ''),
    class: class extends Migration {
      override up(): void {
        this.addSql(sql);
      }
    },
  };
}

export const migrations = [
  '0001-river.sql',
  '0002-isolation.sql',
  '0003-chain.sql',
  '0004-request-keys.sql',
  '0005-audit.sql',
  '0006-places.sql',
  '0007-runs.sql',
  '0008-rights.sql',
  '0009-jobs.sql',
  '0010-library.sql',
  '0011-known-register.sql',
  '0012-stages.sql',
  '0013-intake.sql',
  '0015-assessment.sql',
  '0016-paper.sql',
  '0017-confirmation.sql',
  '0019-cash.sql',
  '0020-change-kind.sql',
  '0021-second-allocation.sql',
].map(fromFile);
