import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { grantsIn, requireRole } from '../access/asker.ts';
import { act, look, requireAsker, type Context } from '../access/context.ts';
import { Import, ImportFile, ImportTarget } from '../model/intake.ts';
import { PageArgs, type Page } from '../model/page.ts';
import { Words } from '../model/words.ts';
import type { Fault } from '../core/refusal.ts';
import { beginImport } from './begin-import.ts';
import { changeReading } from './change-reading.ts';
import { checkImport } from './check-import.ts';
import { confirmImport } from './confirm-import.ts';
import { findImport, intakeRoles } from './find.ts';
import type { Encoding } from './formats/cells.ts';
import { doneBefore, pastImports } from './past-imports.ts';
import { readingOf } from './sheet.ts';
import { preview, saidOf, showReport } from './show.ts';
import { targets } from './targets.ts';
import type { Unit } from './values.ts';
import { ImportConnection, ImportEncoding, ImportPreview, ImportReading, ImportReport, ImportTargetInfo, ImportUnit, MappedColumn } from './views.ts';

@InputType({ description: 'Which header stands for a column of the target; null: none.' })
class ColumnChoice {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) header!: string | null;
}

@ArgsType()
class ReadingArgs {
  @Field(() => Int) region!: number;
  @Field(() => ID) id!: string;
  @Field(() => ImportEncoding, { nullable: true }) encoding!: Encoding | null;
  @Field(() => String, { nullable: true, description: 'A comma, semicolon, tab or bar.' }) delimiter!: string | null;
  @Field(() => String, { nullable: true }) sheet!: string | null;
  @Field(() => Int, { nullable: true }) headerRow!: number | null;
  @Field(() => ImportUnit, { nullable: true }) unit!: Unit | null;
  @Field(() => [ColumnChoice], { nullable: true }) columns!: ColumnChoice[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the spending of a consortium follows the sum of its institutions.' }) followSum!: boolean | null;
}

@Resolver(() => Import)
export class IntakeResolver {
  @Query(() => [ImportTargetInfo], { description: 'What the rows of files that the asker hands in can become, with the columns that are read.' })
  importTargets(@Ctx() context: Context): ImportTargetInfo[] {
    const { grants } = requireAsker(context);
    return Object.values(targets).filter(({ roles }) => grants.some(({ role }) => roles.includes(role))).map(({ name, title, lead, columns }) => ({ target: name, title, lead, columns: columns.map(({ known: _known, ...column }) => column) }));
  }

  @Query(() => ImportConnection, { description: 'The imports of a region, the newest first.' })
  imports(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Args(() => PageArgs) page: PageArgs): Promise<Page<Import>> {
    const { em, asker } = look(context, region);
    grantsIn(asker, region);
    requireRole(asker, region, intakeRoles);
    return pastImports(em, asker, region, page);
  }

  @Query(() => Import, { description: 'One import: how it is read, what its dry run found, how far it is.' })
  import(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string): Promise<Import> {
    const { em, asker } = look(context, region);
    return findImport(em, asker, region, id, false);
  }

  @Query(() => ImportPreview, { description: 'The beginning of the file of an import as it is read now.' })
  async importPreview(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string): Promise<ImportPreview> {
    const { em, asker } = look(context, region);
    return preview(em, await findImport(em, asker, region, id, false));
  }

  @Mutation(() => Import, { description: 'Begins the reading of a file that was handed in (`POST /intake/files`).' })
  beginImport(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('file', () => ID) file: string, @Arg('target', () => ImportTarget) target: ImportTarget,
  ): Promise<Import> {
    return act(context, region, (asking) => beginImport(asking, { region, file, target }));
  }

  @Mutation(() => Import, { description: 'Changes how a file is read and which column is which; what is left out stays.' })
  changeImportReading(@Ctx() context: Context, @Args(() => ReadingArgs) given: ReadingArgs): Promise<Import> {
    return act(context, given.region, (asking) => changeReading(asking, given));
  }

  @Mutation(() => Import, { description: 'The dry run: every row is read and nothing is recorded. A large file is read by a job; `position` tells how far it is.' })
  checkImport(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string): Promise<Import> {
    return act(context, region, (asking) => checkImport(asking, { region, id }));
  }

  @Mutation(() => Import, { description: 'Records the rows as the dry run showed them. Asked again, a recording that was cut off goes on where it stopped.' })
  confirmImport(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string,
    @Arg('report', () => String, { description: 'The `reportHash` that was seen.' }) report: string,
  ): Promise<Import> {
    return act(context, region, (asking) => confirmImport(asking, { region, id, report }));
  }

  @FieldResolver(() => ImportFile)
  file(@Root() imported: Import): Promise<ImportFile> {
    return imported.file.loadOrFail();
  }

  @FieldResolver(() => String, { description: 'Who began it.' })
  by(@Ctx() context: Context, @Root() imported: Import): Promise<string> {
    return context.accountNames.load(imported.startedById);
  }

  @FieldResolver(() => ImportReading)
  reading(@Root() imported: Import): ImportReading {
    return readingOf(imported);
  }

  @FieldResolver(() => [MappedColumn])
  columns(@Root() imported: Import): MappedColumn[] {
    return Object.entries(imported.columns).map(([name, header]) => ({ name, header }));
  }

  @FieldResolver(() => ImportReport, { nullable: true })
  report(@Root() imported: Import): ImportReport | null {
    return showReport(imported);
  }

  @FieldResolver(() => [Words], { description: 'Why it failed.' })
  failure(@Root() imported: Import): Words[] {
    return ((imported.failure ?? []) as Fault[]).map(saidOf);
  }

  @FieldResolver(() => Import, { nullable: true, description: 'The last finished import of the same file into the same.' })
  doneBefore(@Ctx() context: Context, @Root() imported: Import): Promise<Import | null> {
    return doneBefore(look(context, imported.regionId).em, imported);
  }
}
