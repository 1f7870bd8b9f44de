/** Shapes of the audit log in the API. */
import { AuditEvent } from '../model/audit.ts';
import { connectionOf } from '../model/page.ts';

export const AuditEventConnection = connectionOf('AuditEvent', () => AuditEvent);
