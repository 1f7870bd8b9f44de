/** Of every figure, limit, step and check of a policy that lies over others: which document wrote it, and on which line. */
import type { Laid } from './overlay.ts';

export interface ValueOrigin {
  /** Such as `parameters.kept.value`, `decisions.risk_share.at_most` or `steps.package`. */
  path: string;
  /** `slug@version` of the document that wrote it. */
  layer: string;
  /** In that document, counted from 1. */
  line: number;
}

/** In the order of the policy; what stands at a path of its own alone, so that a limit that no document gives is left out. */
export function originsOf({ policy, origin }: Laid): ValueOrigin[] {
  const { parameters, parameterTables, decisions, overrides, steps, checks } = policy;
  const paths = [
    ...[...parameters.keys()].map((id) => `parameters.${id}.value`),
    ...[...parameterTables.keys()].map((id) => `parameters.${id}.rows`),
    ...[...decisions.keys(), ...overrides.keys()].flatMap((id) => ['at_least', 'at_most', 'default'].map((field) => `decisions.${id}.${field}`)),
    ...[...steps, ...checks].map(({ place }) => place.path),
  ];
  return paths.flatMap((path) => {
    const { layer: { id, version }, place } = origin(path);
    return place.path === path ? [{ path, layer: `${id}@${version}`, line: place.line }] : [];
  });
}
