/** Imports as the API shows them. */
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Import, ImportTarget } from '../model/intake.ts';
import { connectionOf } from '../model/page.ts';
import { MoneyScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';
import type { Encoding, FileKind } from './formats/cells.ts';
import type { ColumnKind } from './target.ts';
import type { Unit } from './values.ts';

export const ImportFileKind = { XLSX: 'xlsx', XLS: 'xls', CSV: 'csv' } as const satisfies Record<string, FileKind>;
export const ImportEncoding = { UTF_8: 'utf-8', GB18030: 'gb18030', UTF_16LE: 'utf-16le' } as const satisfies Record<string, Encoding>;
export const ImportUnit = { YUAN: 'YUAN', WAN: 'WAN' } as const satisfies Record<string, Unit>;
export const ImportColumnKind = { CODE: 'code', TEXT: 'text', MONTH: 'month', MONEY: 'money' } as const satisfies Record<string, ColumnKind>;
registerEnumType(ImportFileKind, { name: 'ImportFileKind' });
registerEnumType(ImportEncoding, { name: 'ImportEncoding' });
registerEnumType(ImportUnit, { name: 'ImportUnit', description: 'The unit of the amounts of a file: yuan, or ten thousand yuan (万元).' });
registerEnumType(ImportColumnKind, { name: 'ImportColumnKind' });

@ObjectType({ description: 'A column of what rows become.' })
export class ImportColumn {
  @Field(() => ID) name!: string;
  @Field(() => Words) title!: Words;
  @Field(() => ImportColumnKind) kind!: ColumnKind;
  @Field(() => Boolean) required!: boolean;
}

@ObjectType({ description: 'What the rows of a file can become.' })
export class ImportTargetInfo {
  @Field(() => ImportTarget) target!: ImportTarget;
  @Field(() => Words) title!: Words;
  @Field(() => Words) lead!: Words;
  @Field(() => [ImportColumn]) columns!: ImportColumn[];
}

@ObjectType({ description: 'How a file is read.' })
export class ImportReading {
  @Field(() => ImportFileKind) kind!: FileKind;
  @Field(() => ImportEncoding, { nullable: true }) encoding!: Encoding | null;
  @Field(() => String, { nullable: true }) delimiter!: string | null;
  @Field(() => String, { nullable: true }) sheet!: string | null;
  @Field(() => Int, { description: 'The row of the names of columns, from 1.' }) headerRow!: number;
  @Field(() => ImportUnit) unit!: Unit;
}

@ObjectType({ description: 'The header that stands for a column.' })
export class MappedColumn {
  @Field(() => String) name!: string;
  @Field(() => String) header!: string;
}

@ObjectType()
export class PreviewRow {
  @Field(() => Int) row!: number;
  @Field(() => [String]) cells!: string[];
}

@ObjectType({ description: 'The beginning of a file as it is read now.' })
export class ImportPreview {
  @Field(() => [String], { description: 'The sheets of a workbook that are not hidden.' }) sheets!: string[];
  @Field(() => [String], { description: 'The names of columns in the row that holds them.' }) headers!: string[];
  @Field(() => [PreviewRow]) rows!: PreviewRow[];
}

@ObjectType()
export class ImportSum {
  @Field(() => Words) title!: Words;
  @Field(() => MoneyScalar, { nullable: true }) amount!: bigint | null;
  @Field(() => Int, { nullable: true }) count!: number | null;
}

@ObjectType()
export class ImportChange {
  @Field(() => Words) what!: Words;
  @Field(() => MoneyScalar, { nullable: true, description: 'What is recorded now; null for nothing.' }) before!: bigint | null;
  @Field(() => MoneyScalar) after!: bigint;
}

@ObjectType({ description: 'A fault of a row, and of one cell where a column is named.' })
export class ImportRowFault {
  @Field(() => Int) row!: number;
  @Field(() => String, { nullable: true, description: 'The letters of the column.' }) column!: string | null;
  @Field(() => String, { nullable: true }) header!: string | null;
  @Field(() => String) value!: string;
  @Field(() => Words, { description: 'What is wrong, and what would be right.' }) says!: Words;
}

@ObjectType({ description: 'What the dry run of an import found.' })
export class ImportReport {
  @Field(() => Int) rows!: number;
  @Field(() => [Int], { description: 'Rows of sums, which are not read.' }) sumRows!: number[];
  @Field(() => [ImportSum]) sums!: ImportSum[];
  @Field(() => Int, { description: 'How many records would change.' }) changed!: number;
  @Field(() => Int, { description: 'How many are recorded as the file says already.' }) same!: number;
  @Field(() => [ImportChange], { description: 'The first changes.' }) changes!: ImportChange[];
  @Field(() => [Words], { description: 'Months that are missing between the first and the last of the file.' }) missing!: Words[];
  @Field(() => Int) faultCount!: number;
  @Field(() => [ImportRowFault], { description: 'The first faults of rows.' }) rowFaults!: ImportRowFault[];
  @Field(() => [Words], { description: 'Faults of no single row.' }) faults!: Words[];
}

export const ImportConnection = connectionOf('Import', () => Import);
