/** Something that whoever starts the server can put right: shown as its sentence, without a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** The code of a system or PostgreSQL error (`ENOENT`, `28P01`), or '' where there is none. Asks for the field and not for the class, which differs between realms. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What an error says, or its code where it says nothing. */
export function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string' ? error.message : String(error);
  return message === '' ? codeOf(error) : message;
}

const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', '53300', '57P01', '57P02', '57P03']);

/** Whether the database could not be reached, was stopping or starting, or went away meanwhile. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return awayCodes.has(code) || code.startsWith('080') || /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(messageOf(error));
}
