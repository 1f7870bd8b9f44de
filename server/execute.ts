/**
 * Executes operations. A mutation under a key runs in one transaction with the making of its answer and the keeping of its key:
 * an answer with errors leaves nothing behind, and the same request again gets the first answer.
 */
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { execute, getArgumentValues, getVariableValues, GraphQLError, type ExecutionResult, type FieldNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Asker } from './access/asker.ts';
import { requireTokenMay } from './access/access-tokens.ts';
import type { Context } from './access/context.ts';
import { answerOnce, keyHeader, readKey, type KeyedRequest } from './access/request-key.ts';
import { tellRefused } from './access/refusals.ts';
import { bounded } from './api/bounded.ts';
import type { Log } from './api/log.ts';
import { Refusal, refuse } from './core/refusal.ts';
import { inTransaction } from './db.ts';
import type { Plain } from './core/canonical.ts';
import { contentHash } from './hash.ts';

/** Apollo lets a gateway execute operations; the schema stays in this process. */
type Gateway = ApolloServerOptionsWithGateway<Context>['gateway'];
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Request = Parameters<Executor>[0];

/** What they show is encrypted at rest, and an answer that is kept would not be: they act in a transaction of their own, and write down that they did. */
const neverKept: ReadonlySet<string> = new Set(['unmaskPerson']);

/** An answer with errors, on its way out of the transaction that it undoes. */
class Undone extends Error {
  readonly result: ExecutionResult;

  constructor(result: ExecutionResult) {
    super('the answer has errors');
    this.result = result;
  }
}

function onlyField({ selectionSet: { selections } }: OperationDefinitionNode): FieldNode {
  const [field] = selections;
  return field?.kind === 'Field' && selections.length === 1 ? field : refuse('KEY_FOR_ONE', keyHeader, { found: String(selections.length) });
}

/** The region in which a mutation acts; undefined for signing in and out, for what answers with a secret, and for variables that execution will refuse. */
function regionOf({ schema, operation, request }: Request, field: FieldNode): number | undefined {
  const definition = schema.getMutationType()?.getFields()[field.name.value];
  if (definition?.extensions['secret'] === true) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
  const region: unknown = definition && coerced ? getArgumentValues(definition, field, coerced)['region'] : undefined;
  return typeof region === 'number' ? region : undefined;
}

function hasGrant(asker: Asker | null, region: number): asker is Asker {
  return asker?.grants.some((grant) => grant.region === region) ?? false;
}

/** Whoever has no grant in the region gets no transaction there: the verb refuses them. */
async function once(context: Context, keyed: KeyedRequest, run: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
  const { orm, asker, now } = context;
  const { region } = keyed;
  if (!hasGrant(asker, region)) return run();
  try {
    const answer = await inTransaction(orm, [region], (em) => {
      context.mutation.transaction = { region, em };
      return answerOnce({ em, asker, now }, keyed, async () => {
        const result = await run();
        if (result.errors) throw new Undone(result);
        return JSON.stringify(result.data);
      });
    });
    return { data: JSON.parse(answer) as Record<string, unknown> };
  } catch (error) {
    if (error instanceof Undone) return error.result;
    throw error;
  } finally {
    context.mutation.transaction = null;
  }
}

async function executeKeyed(request: Request, key: string, run: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
  const { operation, source, operationName } = request;
  try {
    const field = onlyField(operation);
    const region = regionOf(request, field);
    if (region === undefined || neverKept.has(field.name.value)) return await run();
    const context = request.context as Context;
    const bodyHash = context.dataKeys.fingerprint(contentHash({ query: source, operationName, variables: (request.request.variables ?? {}) as Plain }));
    return await once(context, { region, key: readKey(key), bodyHash }, run);
  } catch (error) {
    const told = error instanceof GraphQLError ? error : new GraphQLError('the mutation failed', { nodes: operation, originalError: error as Error });
    return { data: null, errors: [told] };
  }
}

/** A program does only what its token reaches, whatever else the operation holds. */
function refuseByToken({ operation, context }: Request): ExecutionResult | undefined {
  const { access } = context as Context;
  if (!access || operation.operation !== 'mutation') return undefined;
  try {
    for (const selection of operation.selectionSet.selections) requireTokenMay(access, selection.kind === 'Field' ? selection.name.value : '...');
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return { data: null, errors: [new GraphQLError(error.message, { nodes: operation, originalError: error })] };
    throw error;
  }
}

const executor = (schema: GraphQLSchema, log: Log): Executor => async (request) => {
  const result = refuseByToken(request) ?? await executed(schema, log, request);
  await tellRefused(request.context as Context, request.operation, result, request.request.variables ?? {}).catch((err: unknown) => log.error({ err }, 'a refusal was not written down'));
  return result;
};

function executed(schema: GraphQLSchema, log: Log, request: Request): Promise<ExecutionResult> {
  const run = async () => execute({
    schema, document: request.document, contextValue: request.context, variableValues: request.request.variables, operationName: request.operationName,
  });
  const key = request.request.http?.headers.get(keyHeader.toLowerCase());
  const work = () => (key && request.operation.operation === 'mutation' ? executeKeyed(request, key, run) : run());
  return bounded((request.context as Context).orm, log, work);
}

/** The schema and what executes it, in the shape in which Apollo takes both. */
export function executing(schema: GraphQLSchema, log: Log): Gateway {
  let publish: Parameters<Gateway['onSchemaLoadOrUpdate']>[0] | undefined;
  return {
    onSchemaLoadOrUpdate(callback) {
      publish = callback;
      return () => { publish = undefined; };
    },
    async load() {
      publish?.({ apiSchema: schema, coreSupergraphSdl: '' });
      return { executor: executor(schema, log) };
    },
    async stop() { publish = undefined; },
  };
}
