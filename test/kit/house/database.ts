import { parse } from 'yaml';
import { nameOf, type HouseFault, type HouseFile, type Node, type Source } from './source.ts';

const relationKinds = ['BelongsTo', 'Has', 'HasMany', 'ManyToOne', 'OneToOne', 'OneToMany', 'ManyToMany'];
const finders = [
  'find', 'findOne', 'findOneOrFail', 'findAll', 'findAndCount', 'count', 'stream', 'nativeUpdate', 'nativeDelete',
];

/** The names that the model's classes give to relations. */
function relationNames(sources: Source[]): Set<string> {
  const properties = sources
    .filter(({ path }) => path.startsWith('server/model/'))
    .flatMap(({ nodes }) => nodes.filter(({ type }) => type === 'PropertyDefinition'));
  const related = properties.filter((property) =>
    (property['decorators'] as Node[]).some((decorator) => {
      const expression = decorator['expression'] as Node;
      return relationKinds.includes(nameOf(expression['callee'] ?? expression) ?? '');
    }));
  return new Set(related.map((property) => nameOf(property['key']) ?? ''));
}

const isNull = (node: Node): boolean => node.type === 'Literal' && node['raw'] === 'null';

/** The relations that a filter compares with null, directly or by `$eq`, `$ne`; at any depth of the filter. */
function nullRelations(filter: Node, relations: Set<string>): Node[] {
  if (filter.type === 'ArrayExpression') {
    return (filter['elements'] as Node[]).flatMap((element) => nullRelations(element, relations));
  }
  if (filter.type !== 'ObjectExpression') return [];
  return (filter['properties'] as Node[]).filter(({ type }) => type === 'Property').flatMap((property) => {
    const value = property['value'] as Node;
    const compared = value.type === 'ObjectExpression'
      ? (value['properties'] as Node[]).filter((inner) => nameOf(inner['key'])?.startsWith('$')).map((inner) => inner['value'] as Node)
      : [value];
    if (relations.has(nameOf(property['key']) ?? '') && compared.some(isNull)) return [property];
    return nullRelations(value, relations);
  });
}

/** With composite keys MikroORM answers `{ department: null }` with no rows and no error: filter by the column instead. */
export function nullRelationFaults(sources: Source[]): HouseFault[] {
  const relations = relationNames(sources);
  return sources.filter(({ path }) => path.startsWith('server/')).flatMap(({ path, nodes, lineAt }) =>
    nodes
      .filter((node) => node.type === 'CallExpression' && (node['callee'] as Node).type === 'MemberExpression')
      .filter((node) => finders.includes(nameOf(node['callee']) ?? ''))
      .flatMap((node) => {
        const [first, second] = node['arguments'] as Node[];
        const filter = first?.type === 'ObjectExpression' ? first : second;
        return filter ? nullRelations(filter, relations) : [];
      })
      .map((property): HouseFault => ({
        rule: 'null-relation', path, line: lineAt(property.start),
        says: `a filter compares the relation ${nameOf(property['key'])} with null, which finds nothing`,
      })));
}

/** Every service of docker-compose.yml says how its health is seen. */
export function healthcheckFaults(files: HouseFile[]): HouseFault[] {
  return files.filter(({ path }) => path === 'docker-compose.yml').flatMap(({ path, text }) => {
    const fault = (says: string): HouseFault => ({ rule: 'healthcheck', path, line: 1, says });
    let services: Record<string, { healthcheck?: { test?: unknown } } | null> | undefined;
    try {
      services = (parse(text) as { services?: typeof services } | null)?.services;
    } catch (error) {
      return [fault(`is not YAML: ${String(error)}`)];
    }
    if (!services) return [fault('has no services')];
    return Object.entries(services)
      .filter(([, service]) => service?.healthcheck?.test === undefined)
      .map(([name]) => fault(`service ${name} has no healthcheck`));
  });
}
