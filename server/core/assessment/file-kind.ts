/** What a file is by its first bytes; its name and what a browser says of it count for nothing. */

export interface FileKind {
  mediaType: string;
  /** The endings that its name may have. */
  endings: readonly string[];
}

const documents: Array<FileKind & { starts: readonly number[] }> = [
  { mediaType: 'application/pdf', endings: ['pdf'], starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', endings: ['png'], starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'], starts: [0xff, 0xd8, 0xff] },
];
const zipped: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const zip = [0x50, 0x4b, 0x03, 0x04];

/** The endings of files that are taken as evidence. */
export const evidenceEndings: readonly string[] = [...documents.flatMap(({ endings }) => endings), ...Object.keys(zipped)];

const begins = (bytes: Uint8Array, starts: readonly number[]): boolean => starts.every((byte, index) => bytes[index] === byte);

/** The media type of a file whose bytes and name agree; undefined for any other. */
export function fileKind(bytes: Uint8Array, name: string): string | undefined {
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (begins(bytes, zip)) return Object.hasOwn(zipped, ending) ? zipped[ending] : undefined;
  return documents.find(({ starts, endings }) => begins(bytes, starts) && endings.includes(ending))?.mediaType;
}
