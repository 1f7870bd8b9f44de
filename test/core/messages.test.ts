import { describe, expect, test } from '@jest/globals';
import { messages } from '../../server/core/messages.ts';
import { apiMessages } from '../../server/core/messages/api.ts';
import { assessmentMessages } from '../../server/core/messages/assessment.ts';
import { benefitMessages } from '../../server/core/messages/benefits.ts';
import { bandsMessages } from '../../server/core/messages/bands.ts';
import { divisionMessages } from '../../server/core/messages/division.ts';
import { feelMessages } from '../../server/core/messages/feel.ts';
import { intakeMessages } from '../../server/core/messages/intake.ts';
import { ledgerFileMessages } from '../../server/core/messages/ledger-file.ts';
import { numbersMessages } from '../../server/core/messages/numbers.ts';
import { organisationMessages } from '../../server/core/messages/organisation.ts';
import { paperMessages } from '../../server/core/messages/paper.ts';
import { policyMessages } from '../../server/core/messages/policy.ts';
import { rightsMessages } from '../../server/core/messages/rights.ts';
import { runMessages } from '../../server/core/messages/runs.ts';
import { secondAllocationMessages } from '../../server/core/messages/second-allocation.ts';
import { serverMessages } from '../../server/core/messages/server.ts';
import { cashMessages } from '../../server/core/messages/cash.ts';
import { confirmationMessages } from '../../server/core/messages/confirmation.ts';
import { stageMessages } from '../../server/core/messages/stages.ts';
import { versionMessages } from '../../server/core/messages/versions.ts';

const parts = [
  apiMessages,
  assessmentMessages,
  bandsMessages,
  benefitMessages,
  cashMessages,
  confirmationMessages,
  divisionMessages,
  feelMessages,
  intakeMessages,
  ledgerFileMessages,
  numbersMessages,
  organisationMessages,
  paperMessages,
  policyMessages,
  rightsMessages,
  runMessages,
  secondAllocationMessages,
  serverMessages,
  stageMessages,
  versionMessages,
];
const slots = (template: string) => [...new Set(template.match(/\{\w+\}/g) ?? [])].toSorted();

describe('the catalogue', () => {
  test('holds every part, and no code twice', () => {
    const codes = parts.flatMap((part) => Object.keys(part));
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(messages).toSorted()).toEqual(codes.toSorted());
  });

  test.each(Object.entries(messages))('%s is one sentence in each language with the same slots', (code, { zh, en }) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    expect(slots(zh)).toEqual(slots(en));
    expect(zh).toMatch(/\p{Script=Han}.*[。？}]$/su);
    expect(en).toMatch(/[a-z].*[.?}]$/s);
    expect(en.replace(/\{\w+\}/g, '')).not.toMatch(/\p{Script=Han}/u);
  });
});
