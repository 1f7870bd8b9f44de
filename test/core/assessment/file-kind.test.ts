import { expect, test } from '@jest/globals';
import { evidenceEndings, fileKind } from '../../../server/core/assessment/file-kind.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ['%PDF-1.7', 'report.PDF', 'application/pdf'], ['%PDF-1.7', 'report.png', undefined], ['%PDF', 'report.pdf', undefined],
  ['\x89PNG\r\n\x1a\n', 'a.png', 'image/png'], ['\xff\xd8\xff\xe0', 'a.jpeg', 'image/jpeg'], ['\xff\xd8\xff\xe0', 'a.jpg', 'image/jpeg'],
  ['PK\x03\x04', 'a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['PK\x03\x04', 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['PK\x03\x04', 'a.jar', undefined], ['PK\x03\x04', 'constructor', undefined], ['<html>', 'a.pdf', undefined], ['MZ', 'a.exe', undefined], ['', '', undefined],
])('%j called %s is %s', (content, name, kind) => {
  expect(fileKind(bytes(content), name)).toBe(kind);
});

test('what is taken', () => {
  expect(evidenceEndings).toEqual(['pdf', 'png', 'jpg', 'jpeg', 'docx', 'xlsx']);
});
