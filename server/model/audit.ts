/** What the audit log (审计日志) keeps. */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { closedList } from './field.ts';
import { Words } from './words.ts';

export const AuditKind = closedList('AuditKind', {
  DECISION: 'DECISION',
  SIGN_IN: 'SIGN_IN',
  PAY_VIEW: 'PAY_VIEW',
  EXPORT: 'EXPORT',
} as const);
export type AuditKind = keyof typeof AuditKind;

export const AuditAction = closedList('AuditAction', {
  PREPARE_RUN: 'PREPARE_RUN',
  SIGN_RUN: 'SIGN_RUN',
  RETURN_RUN: 'RETURN_RUN',
  SUBMIT_RUN: 'SUBMIT_RUN',
  HOLD_ITEM: 'HOLD_ITEM',
  LIFT_ITEM: 'LIFT_ITEM',
  ACCEPT_STALE: 'ACCEPT_STALE',
  CORRECT_FACTS: 'CORRECT_FACTS',
  RECORD_SPENDING: 'RECORD_SPENDING',
  CERTIFY_OVERSPEND: 'CERTIFY_OVERSPEND',
  PUBLISH_PAY_RUN: 'PUBLISH_PAY_RUN',
  RELEASE_PAY_RUN: 'RELEASE_PAY_RUN',
  PROPOSE_POLICY: 'PROPOSE_POLICY',
  PUBLISH_POLICY: 'PUBLISH_POLICY',
  WITHDRAW_POLICY: 'WITHDRAW_POLICY',
  SIGN_IN: 'SIGN_IN',
  SIGN_IN_FAILED: 'SIGN_IN_FAILED',
  SIGN_OUT: 'SIGN_OUT',
  VIEW_PAYSLIPS: 'VIEW_PAYSLIPS',
  VIEW_PAY_RUN: 'VIEW_PAY_RUN',
  VIEW_PAY_DRAFT: 'VIEW_PAY_DRAFT',
  VIEW_EXPLANATION: 'VIEW_EXPLANATION',
  EXPORT_PAY_REPORT: 'EXPORT_PAY_REPORT',
  EXPORT_AUDIT: 'EXPORT_AUDIT',
  REGISTER_INSTITUTION: 'REGISTER_INSTITUTION',
  REVISE_INSTITUTION: 'REVISE_INSTITUTION',
  MOVE_INSTITUTION: 'MOVE_INSTITUTION',
  MERGE_INSTITUTIONS: 'MERGE_INSTITUTIONS',
  CLOSE_INSTITUTION: 'CLOSE_INSTITUTION',
  REGISTER_DEPARTMENT: 'REGISTER_DEPARTMENT',
  SET_GRADE_STANDARD: 'SET_GRADE_STANDARD',
  REGISTER_PERSON: 'REGISTER_PERSON',
  CHANGE_IDENTITY: 'CHANGE_IDENTITY',
  ASSIGN_PERSON: 'ASSIGN_PERSON',
  SET_PERSON_NUMBERS: 'SET_PERSON_NUMBERS',
  UNMASK_PERSON: 'UNMASK_PERSON',
} as const);
export type AuditAction = keyof typeof AuditAction;

export const kindOf: Record<AuditAction, AuditKind> = {
  PREPARE_RUN: 'DECISION', SIGN_RUN: 'DECISION', RETURN_RUN: 'DECISION', SUBMIT_RUN: 'DECISION', HOLD_ITEM: 'DECISION',
  LIFT_ITEM: 'DECISION', ACCEPT_STALE: 'DECISION', CORRECT_FACTS: 'DECISION', RECORD_SPENDING: 'DECISION', CERTIFY_OVERSPEND: 'DECISION',
  PUBLISH_PAY_RUN: 'DECISION', RELEASE_PAY_RUN: 'DECISION', PROPOSE_POLICY: 'DECISION', PUBLISH_POLICY: 'DECISION', WITHDRAW_POLICY: 'DECISION',
  SIGN_IN: 'SIGN_IN', SIGN_IN_FAILED: 'SIGN_IN', SIGN_OUT: 'SIGN_IN',
  VIEW_PAYSLIPS: 'PAY_VIEW', VIEW_PAY_RUN: 'PAY_VIEW', VIEW_PAY_DRAFT: 'PAY_VIEW', VIEW_EXPLANATION: 'PAY_VIEW',
  EXPORT_PAY_REPORT: 'EXPORT', EXPORT_AUDIT: 'EXPORT',
  REGISTER_INSTITUTION: 'DECISION', REVISE_INSTITUTION: 'DECISION', MOVE_INSTITUTION: 'DECISION', MERGE_INSTITUTIONS: 'DECISION', CLOSE_INSTITUTION: 'DECISION',
  REGISTER_DEPARTMENT: 'DECISION', SET_GRADE_STANDARD: 'DECISION', REGISTER_PERSON: 'DECISION', CHANGE_IDENTITY: 'DECISION', ASSIGN_PERSON: 'DECISION',
  SET_PERSON_NUMBERS: 'DECISION', UNMASK_PERSON: 'EXPORT',
};

@ObjectType({ description: 'One line of the audit log (审计日志): who did or saw what, and when.' })
export class AuditEvent {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => AuditKind) kind!: AuditKind;
  @Field(() => AuditAction) action!: AuditAction;
  @Field(() => String) login!: string;
  @Field(() => String, { description: 'The name behind the login.' }) by!: string;
  @Field(() => Words, { description: 'What it was about; never an amount.' }) subject!: Words;
  @Field(() => Int, { nullable: true, description: 'Of an export: how many rows it had.' }) rows!: number | null;
  @Field(() => String, { nullable: true, description: 'Of an export: what for, in the words of who took it.' }) purpose!: string | null;
  @Field(() => String, { nullable: true, description: 'Of an export: what was asked for.' }) query!: string | null;
}
