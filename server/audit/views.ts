/** Shapes of the audit log in the API. */
import { Field, ObjectType } from 'type-graphql';
import { AuditEvent } from '../model/audit.ts';
import { PageInfo } from '../model/page-info.ts';

@ObjectType()
export class AuditEventEdge {
  @Field(() => String) cursor!: string;
  @Field(() => AuditEvent) node!: AuditEvent;
}

@ObjectType()
export class AuditEventConnection {
  @Field(() => [AuditEventEdge]) edges!: AuditEventEdge[];
  @Field(() => PageInfo) pageInfo!: PageInfo;
}
