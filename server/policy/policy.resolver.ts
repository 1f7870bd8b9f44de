import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { bureaus, requireRole } from '../access/asker.ts';
import { act, look, requireAsker, type Context } from '../access/context.ts';
import { managerFor } from '../db.ts';
import { LibraryPolicy } from '../model/policy.ts';
import { PolicyVersion } from '../model/run.ts';
import { Words } from '../model/words.ts';
import { policyOf } from '../run/policies.ts';
import { searchLibrary } from './library.ts';
import { policyOrigins } from './policy-origins.ts';
import { proposePolicy, publishPolicy, withdrawPolicy } from './propose-policy.ts';

@ObjectType({ description: 'Which document wrote a value of a policy.' })
export class PolicyOrigin {
  @Field(() => String, { description: 'Such as `parameters.kept.value`, `decisions.risk_share.at_most` or `steps.package`.' }) path!: string;
  @Field(() => String, { description: 'The document, as `slug@version`.' }) layer!: string;
  @Field(() => Int, { description: 'The line of the document, counted from 1.' }) line!: number;
}

const readers = [...bureaus, 'HOSPITAL_HEAD', 'AUDITOR'] as const;

@Resolver()
export class LibraryResolver {
  @Query(() => [LibraryPolicy], { description: 'The presets, those in which every word of the search stands.' })
  library(
    @Ctx() context: Context, @Arg('search', () => String, { nullable: true }) search: string | null, @Arg('kind', () => String, { nullable: true }) kind: string | null,
  ): Promise<LibraryPolicy[]> {
    requireAsker(context);
    return searchLibrary(managerFor(context.orm, []), search ?? '', kind);
  }

  @Query(() => LibraryPolicy, { nullable: true, description: 'A preset, in its newest version unless one is named.' })
  async libraryPolicy(
    @Ctx() context: Context, @Arg('slug', () => String) slug: string, @Arg('version', () => String, { nullable: true }) version: string | null,
  ): Promise<LibraryPolicy | null> {
    requireAsker(context);
    const [found] = await managerFor(context.orm, []).find(LibraryPolicy, { slug, ...(version === null ? {} : { version }) }, { orderBy: { appliesFrom: 'desc', version: 'desc' }, limit: 1 });
    return found ?? null;
  }
}

@Resolver(() => PolicyVersion)
export class PolicyVersionResolver {
  @Query(() => [PolicyVersion], { description: 'The versions of a region, proposed ones among them, newest first.' })
  policyVersions(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<PolicyVersion[]> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, readers);
    return em.find(PolicyVersion, { regionId: region }, { orderBy: { appliesFrom: 'desc', id: 'desc' } });
  }

  @Query(() => [PolicyOrigin], { nullable: true, description: 'Which document wrote each value of a version of the region; null when those below it have changed since.' })
  policyOrigins(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('slug', () => String) slug: string, @Arg('version', () => String) version: string,
  ): Promise<PolicyOrigin[] | null> {
    const asking = look(context, region);
    requireRole(asking.asker, region, readers);
    return policyOrigins(asking, region, { slug, version });
  }

  @Mutation(() => PolicyVersion, { description: 'Proposes a policy file; another person publishes it.' })
  proposePolicy(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('text', () => String) text: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
  ): Promise<PolicyVersion> {
    return act(context, region, (asking) => proposePolicy(asking, { region, text, reason: reason ?? '' }));
  }

  @Mutation(() => PolicyVersion)
  publishPolicy(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string, @Arg('hash', () => String) hash: string): Promise<PolicyVersion> {
    return act(context, region, (asking) => publishPolicy(asking, { region, id, hash }));
  }

  @Mutation(() => PolicyVersion)
  withdrawPolicy(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string, @Arg('hash', () => String) hash: string): Promise<PolicyVersion> {
    return act(context, region, (asking) => withdrawPolicy(asking, { region, id, hash }));
  }

  @FieldResolver(() => Words)
  title(@Root() version: PolicyVersion): Words {
    return policyOf(version).title;
  }

  @FieldResolver(() => String)
  proposedBy(@Ctx() context: Context, @Root() version: PolicyVersion): Promise<string> {
    return context.accountNames.load(version.proposedById);
  }

  @FieldResolver(() => String, { nullable: true })
  async decidedBy(@Ctx() context: Context, @Root() version: PolicyVersion): Promise<string | null> {
    return version.decidedById === null ? null : context.accountNames.load(version.decidedById);
  }
}
