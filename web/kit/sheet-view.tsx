/** What the parts of a sheet on the page share: its amounts, its faults, who may change what, and whom to ask. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { explain } from '../../server/core/policy/explain.ts';
import type { Decision, Fact, Policy, Words } from '../../server/core/policy/policy.ts';
import type { Fault } from '../../server/core/refusal.ts';
import { officeWords } from '../../server/core/policy/offices.ts';
import { isPure, unitWords } from '../../server/core/feel/unit.ts';
import { useAsk, useAskRun, type Answer, type RowTitle } from './ask.tsx';
import { sayAtField } from './faults.ts';
import { amountsNamed, movedAt, standsUnder, type Focus } from './figures.ts';
import { useLanguage } from './language.tsx';
import { rawText } from './quantity.ts';
import { overridesTyped } from './overriding.ts';
import { namesOfRows, rowsOf, type Outcome, type Sheet } from './sheet.ts';
import { whyFromCore, type Why } from './why.ts';

export interface SheetProps {
  sheet: Sheet;
  outcome: Outcome;
  /** The run whose figures these are; without it they are a trial. */
  run?: string;
  /** Paths (`standard`, `consortia.heads`) that may be changed here, and how. */
  editable?: ReadonlySet<string>;
  editableDecisions?: ReadonlySet<string>;
  change?: (next: Sheet) => void;
  /** Titles of rows by key. */
  rowNames?: ReadonlyMap<string, string>;
  /** Last year's amounts, by `step` or `step/row`. */
  previous?: ReadonlyMap<string, string>;
  /** What this page is about; without it every amount is shown. */
  focus?: Focus;
  children: ReactNode;
}

export interface SheetView extends Omit<SheetProps, 'children' | 'editable' | 'editableDecisions'> {
  editable: ReadonlySet<string>;
  editableDecisions: ReadonlySet<string>;
  shows: (name: string) => boolean;
  /** The amounts that the stage of this page moves. */
  moved: ReadonlySet<string>;
  /** True when the reader wants every step, also those that are 0 or belong to other pages. */
  all: boolean;
  showAll: (all: boolean) => void;
  /** The name of a row by its key, or of a part by the name of its amount: a fen left over goes to either. */
  rowTitle: (key: string) => string;
  /** The rows that are named in their own table. */
  named: ReadonlyMap<string, string>;
  ask: (name: string, row?: string) => void;
  askFact: (fact: Fact, raw: string, path: string, row?: string) => void;
  askDecision: (decision: Decision, raw: string) => void;
  /** Sentences of the faults at a path such as `facts.consortia[2].heads`; `title` stands for the path. */
  faultsAt: (at: string, title: Words) => string[];
}

const SheetContext = createContext<SheetView | undefined>(undefined);
const nothing: ReadonlySet<string> = new Set();

/** A fact explains itself: its value and where it was imported from. */
function factWhy({ id, title, quantity }: Pick<Fact, 'id' | 'title' | 'quantity'>, value: string): Why {
  const { unit } = quantity;
  return { name: id, title, value, unit: unit && !isPure(unit) ? unitWords(unit) : { zh: '', en: '' }, kind: 'fact', sources: [], folded: false, inputs: [] };
}

function decisionWhy(policy: Policy, decision: Decision, value: string): Why {
  const sources = decision.why.map((id) => policy.sources.get(id)).filter((source) => source !== undefined);
  return { ...factWhy(decision, value), kind: 'decision', sources, decidedBy: officeWords(decision.by) };
}

/** Asks the API about a run's figures and the core on this page about a trial's. */
function useSheetAsk({ sheet, run }: Pick<SheetProps, 'sheet' | 'run'>, rowTitle: RowTitle) {
  const ask = useAsk();
  const askRun = useAskRun();
  return useCallback((name: string, row?: string) => {
    if (run !== undefined) return askRun(run, name, row, rowTitle);
    const { policy, facts, decisions, origins } = sheet;
    const answer: Answer = async (step, of) => whyFromCore(explain(policy, facts, decisions, step, of, origins));
    ask({ answer, name, row, rowTitle });
  }, [ask, askRun, run, sheet, rowTitle]);
}

export function SheetProvider(props: SheetProps) {
  const { sheet, outcome, rowNames, focus, editable = nothing, editableDecisions = nothing, children } = props;
  const { language } = useLanguage();
  const ask = useAsk();
  const [all, showAll] = useState(false);
  const ownNames = useMemo(() => namesOfRows(sheet), [sheet]);
  const parts = useMemo(() => new Map(amountsNamed(sheet.policy).map(({ id, title }) => [id, title[language]])), [sheet.policy, language]);
  const rowTitle = useCallback((key: string) => ownNames.get(key) ?? rowNames?.get(key) ?? parts.get(key) ?? key, [ownNames, rowNames, parts]);
  const askAmount = useSheetAsk(props, rowTitle);
  const shown = useMemo(() => focus && standsUnder(sheet.policy, focus), [sheet.policy, focus]);
  const moved = useMemo(() => movedAt(sheet.policy, focus?.stage), [sheet.policy, focus]);
  const view = useMemo((): SheetView => ({
    ...props,
    editable,
    editableDecisions,
    shows: (name) => all || shown === undefined || shown.has(name),
    moved,
    all,
    showAll,
    rowTitle,
    named: ownNames,
    ask: askAmount,
    askFact: (fact, raw, path, row) => ask({
      name: fact.id, row, rowTitle,
      answer: async () => ({ ...factWhy(fact, rawText(fact.quantity, raw, language)), row, origin: sheet.origins[path] }),
    }),
    askDecision: (decision, raw) => ask({
      name: decision.id, answer: async () => decisionWhy(sheet.policy, decision, rawText(decision.quantity, raw, language)),
    }),
    faultsAt: (at, title) => outcome.faults
      .filter((fault) => fault.at === at)
      .map((fault) => sayAtField(fault, title[language], language)),
  }), [props, sheet, outcome, editable, editableDecisions, shown, moved, all, rowTitle, ownNames, askAmount, ask, language]);
  return <SheetContext value={view}>{children}</SheetContext>;
}

export function useSheet(): SheetView {
  const view = useContext(SheetContext);
  if (!view) throw new Error('useSheet outside SheetProvider');
  return view;
}

/** Every path that has an input on the page, as faults name it. */
export function inputPaths(view: SheetView): Set<string> {
  const { policy } = view.sheet;
  const paths = new Set<string>([...view.editableDecisions].map((name) => `decisions.${name}`));
  for (const override of policy.overrides.values()) {
    if (!view.editableDecisions.has(override.id) || !view.shows(override.of.amount)) continue;
    for (const row of overridesTyped(view.sheet, override).keys()) {
      const at = row === '' ? `decisions.${override.id}` : `decisions.${override.id}.${row}`;
      for (const path of [at, `${at}.value`, `${at}.reason`]) paths.add(path);
    }
  }
  for (const path of view.editable) {
    const [table = '', column] = path.split('.');
    const whole = policy.tables.get(table);
    if (column === undefined) {
      paths.add(`facts.${table}`);
      const columns = whole ? [whole.key, ...whole.columns.keys()] : [];
      rowsOf(view.sheet, table).forEach((_, index) => columns.forEach((each) => paths.add(`facts.${table}[${index}].${each}`)));
    } else if (policy.tables.has(table)) rowsOf(view.sheet, table).forEach((_, index) => paths.add(`facts.${table}[${index}].${column}`));
  }
  return paths;
}

/** The faults that no input on the page shows. */
export function otherFaults(view: SheetView): Fault[] {
  const paths = inputPaths(view);
  return view.outcome.faults.filter((fault) => !paths.has(fault.at));
}
