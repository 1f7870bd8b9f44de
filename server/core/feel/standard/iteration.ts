/** `for`, `some` and `every`. */
import type { SyntaxNode } from '@lezer/common';
import { add, rate, subtract } from '../../rate.ts';
import { operandsOf } from '../nodes.ts';
import { every, order, some } from './compare.ts';
import type { Compiler, Step } from './compiler.ts';
import { wholePart } from './decimal.ts';
import { within } from './names.ts';
import { isKind, type Day, type Range, type Run, type Value } from './value.ts';
import type { Work } from './work.ts';

interface Domain {
  name: string;
  over: (run: Run) => readonly Value[] | null;
}

const stepsPerItem = 10;

/** Numbers one apart or day after day, upwards or downwards; null for ends that cannot be counted from. */
function counted(low: Value, high: Value, { meter }: Work): readonly Value[] | null {
  const days = isKind(low, 'date') && isKind(high, 'date');
  const [first, last] = days ? [low, high].map((end) => rate(BigInt((end as Day).day))) : [low, high];
  if (!isKind(first!, 'number') || !isKind(last!, 'number')) return null;
  const distance = subtract(last, first);
  const count = Number(wholePart(distance.n < 0n ? subtract(first, last) : distance)) + 1;
  meter.spend(count * stepsPerItem);
  const step = distance.n < 0n ? -1n : 1n;
  const numbers = Array.from({ length: count }, (_, index) => add(first, rate(step * BigInt(index))));
  return days ? numbers.map(({ n }): Day => ({ is: 'date', day: Number(n) })) : numbers;
}

/** The numbers or days that lie in a range; null when it has no ends or runs downwards. */
function inRange({ low, high, lowIncluded, highIncluded }: Range, work: Work): readonly Value[] | null {
  if (low === undefined || high === undefined || order(low, high) === 1) return null;
  const all = counted(low, high, work);
  if (!all) return null;
  const fromLow = lowIncluded ? all : all.slice(1);
  return fromLow.filter((item) => highIncluded || order(item, high) !== 0);
}

function compileDomains(node: SyntaxNode, c: Compiler): Domain[] {
  return operandsOf(node).map((part) => {
    const [label, domain] = operandsOf(part) as [SyntaxNode, SyntaxNode];
    const [low, high] = operandsOf(domain).map((end) => c.step(end)) as [Step, Step | undefined];
    return { name: c.name(label), over: high ? (run: Run) => counted(low(run), high(run), run.work) : (run: Run) => itemsOf(low(run), run.work) };
  });
}

/** A value that is neither list nor range is a list of one; null has no items. */
function itemsOf(value: Value, work: Work): readonly Value[] | null {
  if (value === null) return null;
  if (isKind(value, 'range')) return inRange(value, work);
  return isKind(value, 'list') ? value : [value];
}

/** Runs the body for every combination, the last variable running fastest; null when something cannot be run over. */
function iterate(domains: readonly Domain[], body: Step, run: Run, results: Value[]): boolean {
  const [domain, ...others] = domains;
  if (!domain) {
    results.push(body(run));
    return true;
  }
  const items = domain.over(run);
  if (!items) return false;
  return items.every((item) => {
    run.work.meter.spend(1);
    return iterate(others, body, { scope: within(run.scope, new Map([[domain.name, item]])), work: run.work }, results);
  });
}

/** `partial` is what has been gathered so far. */
export function compileFor(iterations: SyntaxNode, result: SyntaxNode, c: Compiler): Step {
  const [domains, body] = [compileDomains(iterations, c), c.step(result)];
  return (run) => {
    const results: Value[] = [];
    const get = (name: string): Value | undefined => (name === 'partial' ? soFar(results, run.work) : run.scope.get(name));
    return iterate(domains, body, { scope: { get }, work: run.work }, results) ? results : null;
  };
}

function soFar(results: readonly Value[], { meter }: Work): readonly Value[] {
  meter.spend(results.length);
  return [...results];
}

export function compileQuantified(isSome: boolean, iterations: SyntaxNode, condition: SyntaxNode, c: Compiler): Step {
  const [domains, body] = [compileDomains(iterations, c), c.step(condition)];
  return (run) => {
    const results: Value[] = [];
    if (!iterate(domains, body, run, results)) return null;
    return isSome ? some(results) : every(results);
  };
}
