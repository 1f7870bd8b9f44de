/** Units of a round as the API shows them: what each indicator comes to, ranks, means of peers, what was given and by whom. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { assess, comparesPeers, type Assessed, type Line, type UnitFacts, type UnitResult } from '../core/assessment/assess.ts';
import type { Input } from '../core/assessment/indicator.ts';
import { say, type Fault, type Words } from '../core/refusal.ts';
import type { AssessmentEntry, AssessmentResult } from '../model/assessment.ts';
import { finalScores } from '../run/assessed.ts';
import { evidenceOf, type Evidence } from './evidence.ts';
import { factsAt, isSeen, valuesAt, vetoesOf, type KnownRound, type KnownUnit } from './known.ts';
import type { AssessmentLine, UnitView } from './views.ts';

export const sentences = (faults: readonly Fault[]): Words[] => faults.map((fault) => ({ zh: say(fault, 'zh'), en: say(fault, 'en') }));

/** Names of accounts by id. */
type NameOf = (id: string) => Promise<string>;

interface Looking {
  seen: 'all' | string[];
  asOf: Date | null;
  nameOf: NameOf;
}

/** A mean of fewer units than this would tell a head what another has. */
const fewest = 3;

interface Scores {
  now: Assessed;
  self: Assessed;
  signed: ReturnType<typeof signedScores>;
}

function scoresOf(known: KnownRound): Scores {
  const { units, compiled } = known;
  return { signed: signedScores(known), now: assess(compiled, units.map((each) => factsAt(each, 'REVIEW'))), self: assess(compiled, units.map((each) => factsAt(each, 'SELF'))) };
}

/** What signed results came to, line by line. Without peers a unit's own facts are enough; with peers, units signed on the same facts are scored once. */
function signedScores({ compiled }: KnownRound): (unit: string, result: AssessmentResult | undefined) => UnitResult | undefined {
  const alone = !comparesPeers(compiled);
  const known = new Map<string, Assessed>();
  return (unit, result) => {
    if (!result) return undefined;
    const facts = result.facts as UnitFacts[];
    const scored = alone ? assess(compiled, facts.filter((each) => each.unit === unit)) : known.get(result.factsHash) ?? assess(compiled, facts);
    if (!alone) known.set(result.factsHash, scored);
    return scored.units.find((each) => each.unit === unit);
  };
}

interface LineParts {
  known: KnownRound;
  own: KnownUnit;
  now: Line;
  self: Line | undefined;
  final: Line | undefined;
  mean: string | null;
  nameOf: NameOf;
}

async function noteViews(entries: readonly AssessmentEntry[], indicator: string, nameOf: NameOf): Promise<AssessmentLine['notes']> {
  const notes = entries.filter(({ kind, name }) => kind === 'NOTE' && name === indicator);
  return Promise.all(notes.map(async ({ stage, value, recordedById }) => ({ stage, text: value, by: await nameOf(recordedById) })));
}

async function lineView({ known, own, now, self, final, mean, nameOf }: LineParts): Promise<AssessmentLine> {
  const inputs = known.compiled.scheme.indicators.find(({ indicator: { id } }) => id === now.indicator)?.indicator.inputs as readonly Input[];
  const [counted, given] = [valuesAt(own, 'REVIEW'), valuesAt(own, 'SELF')];
  return {
    indicator: now.indicator, value: now.value, score: now.score, met: now.met, selfScore: self?.score ?? null, finalScore: final?.score ?? null, peersMean: mean,
    faults: sentences(now.faults), notes: await noteViews(own.entries, now.indicator, nameOf),
    values: inputs.map(({ id }) => ({ input: id, value: counted.get(id)?.value ?? null, self: given.get(id)?.value ?? null, source: counted.get(id)?.source ?? '' })),
  };
}

interface UnitParts extends Looking {
  known: KnownRound;
  own: KnownUnit;
  scores: Scores;
  evidence: readonly Evidence[];
  failedYears: number;
}

async function unitView({ known, own, scores, evidence, failedYears, seen, nameOf }: UnitParts): Promise<UnitView> {
  const { unit: { id, code, name, level }, results, objections, state } = own;
  const now = scores.now.units.find((each) => each.unit === code) as UnitResult;
  const self = scores.self.units.find((each) => each.unit === code);
  const final = scores.signed(code, results.FINAL);
  const means = seen === 'all' || now.peers >= fewest ? scores.now.means.get(level) : undefined;
  const line = (lines: readonly Line[] | undefined, indicator: string) => lines?.find((each) => each.indicator === indicator);
  return {
    id, code, name, level, state, total: now.total, grade: now.grade, failed: now.failed, rank: now.rank, peers: now.peers, peersMean: means?.get('total') ?? null, failedYears,
    missing: [...now.missing],
    lines: await Promise.all(now.lines.map((each) => lineView({ known, own, now: each, self: line(self?.lines, each.indicator), final: line(final?.lines, each.indicator), mean: means?.get(each.indicator) ?? null, nameOf }))),
    results: await Promise.all(Object.values(results).map(async (result) => ({
      stage: result.stage, score: result.score, grade: result.grade, failed: result.failed, note: result.note, reason: result.reason, by: await nameOf(result.givenById), at: result.knownFrom, hash: result.factsHash,
    }))),
    vetoes: await Promise.all(vetoesOf(own).map(async ({ name: veto, source, recordedById }) => ({ veto, reason: source, by: await nameOf(recordedById) }))),
    objections: await Promise.all(objections.map(async (each) => ({
      id: each.id, indicator: each.indicator, text: each.text, by: await nameOf(each.raisedById), at: each.raisedAt, answer: each.answer, upheld: each.upheld,
    }))),
    evidence: await Promise.all(evidence.map(async ({ givenById, givenAt, ...file }) => ({ ...file, by: await nameOf(givenById), at: givenAt }))),
  };
}

/** The units of a round that the asker may see, by code; those of the codes alone where some are given. */
export async function unitViews(em: EntityManager, known: KnownRound, looking: Looking, only?: (known: KnownUnit) => boolean): Promise<UnitView[]> {
  const { round: { regionId, scope, year } } = known;
  const shown = known.units.filter((each) => isSeen(each.unit, looking.seen) && (only?.(each) ?? true));
  if (shown.length === 0) return [];
  const finals = (await finalScores(em, regionId, year, looking.asOf))[scope === 'CONSORTIA' ? 'consortium' : 'institution'];
  const evidence = Map.groupBy(await evidenceOf(em, regionId, shown.map(({ unit }) => unit.id), looking.asOf), ({ unit }) => unit);
  const scores = scoresOf(known);
  return Promise.all(shown.map((own) => unitView({
    ...looking, known, own, scores, evidence: evidence.get(own.unit.id) ?? [], failedYears: finals.find(({ code }) => code === own.unit.code)?.failedYears ?? 0,
  })));
}
