import { expect, test } from '@jest/globals';
import { consentActivity, consentOf, infoActivity } from '../../../bot/files/consent.ts';

const KEY = 'c0ffee00-0000-4000-8000-000000000003';
const uploadInfo = {
  uploadUrl: 'https://synthetic-my.sharepoint.com/personal/anna/_api/v2.0/upload?session=1',
  contentUrl: 'https://synthetic-my.sharepoint.com/personal/anna/Documents/Vouchers.xlsx',
  name: 'Vouchers.xlsx',
  uniqueId: '1150D938-8870-4044-9F2C-5BBDEBA70C9D',
  fileType: 'xlsx',
};
const accept = { type: 'fileUpload', action: 'accept', context: { file: KEY }, uploadInfo };

test('an offer carries a key of our own and nothing else that comes back', () => {
  const { attachments } = consentActivity({ name: 'Vouchers.xlsx', bytes: 6250, says: 'All', key: KEY });
  expect(attachments).toEqual([
    {
      contentType: 'application/vnd.microsoft.teams.card.file.consent',
      name: 'Vouchers.xlsx',
      content: {
        description: 'All',
        sizeInBytes: 6250,
        acceptContext: { file: KEY },
        declineContext: { file: KEY },
      },
    },
  ]);
});

test('a file that is there is shown by the name that Teams gave it', () => {
  const { uploadUrl: _gone, ...place } = uploadInfo;
  expect(infoActivity(place).attachments).toEqual([
    {
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      contentUrl: uploadInfo.contentUrl,
      name: 'Vouchers.xlsx',
      content: { uniqueId: uploadInfo.uniqueId, fileType: 'xlsx' },
    },
  ]);
});

test('yes has a place, no has none', () => {
  expect(consentOf(accept, 'teams')).toEqual({ key: KEY, place: uploadInfo });
  expect(consentOf({ action: 'decline', context: { file: KEY } }, 'teams')).toEqual({ key: KEY });
});

test.each([
  ['another host', { uploadUrl: 'https://attacker.example/x' }],
  ['a host that only ends alike', { uploadUrl: 'https://evilsharepoint.com/x' }],
  ['without TLS', { uploadUrl: 'http://synthetic-my.sharepoint.com/x' }],
  ['loopback', { uploadUrl: 'http://127.0.0.1/x' }],
  ['a link that leads elsewhere', { contentUrl: 'https://attacker.example/x' }],
  ['a link that is a script', { contentUrl: 'javascript:alert(1)' }],
])('a place is none of Teams’: %s', (_what, wrong) => {
  const value = { ...accept, uploadInfo: { ...uploadInfo, ...wrong } };
  expect(consentOf(value, 'teams')).toEqual({ key: KEY, place: 'unusable' });
});

test('local mode knows loopback only, Teams never', () => {
  const local = {
    ...uploadInfo,
    uploadUrl: 'http://127.0.0.1:1/onedrive/1',
    contentUrl: 'http://127.0.0.1:1/files/1',
  };
  expect(consentOf({ ...accept, uploadInfo: local }, 'local')?.place).toEqual(local);
  expect(consentOf(accept, 'local')?.place).toBe('unusable');
});

test.each([
  ['nothing', undefined],
  ['a text', 'accept'],
  ['no action', { ...accept, action: 'steal' }],
  ['no context', { ...accept, context: undefined }],
  ['a key that is none', { ...accept, context: { file: '../../etc' } }],
  ['a name without end', { ...accept, uploadInfo: { ...uploadInfo, name: 'x'.repeat(10_000) } }],
])('an answer that no offer of ours has is none: %s', (_what, value) => {
  expect(consentOf(value, 'teams')).toBeUndefined();
});

test('yes without a place cannot be done', () => {
  expect(consentOf({ ...accept, uploadInfo: undefined }, 'teams')).toEqual({ key: KEY, place: 'unusable' });
});
