import { expect, test } from '@jest/globals';
import { lookAtCollector } from '../../../bot/doctor/collector.ts';
import { Loopback } from './outside.ts';

const KEY = 'a-key-that-nobody-is-told';

test.each<[number, string, RegExp]>([
  [200, 'ok', /takes metrics/],
  [401, 'not_ok', /refuses \(401\)/],
  [404, 'not_ok', /answers 404 to OTLP/],
])('a collector that answers %d is %s', async (status, state, saw) => {
  const asked: (string | undefined)[] = [];
  const collector = await Loopback.start((req, res) => {
    asked.push(req.url, req.headers['content-type'], String(req.headers['api-key']));
    res.writeHead(status);
    res.end();
  });
  const finding = await lookAtCollector({ endpoint: `${collector.url}/`, headers: { 'api-key': KEY } });
  await collector.close();
  expect(finding).toMatchObject({ state, saw: expect.stringMatching(saw) });
  expect(asked).toEqual(['/v1/metrics', 'application/x-protobuf', KEY]);
  expect(JSON.stringify(finding)).not.toContain(KEY);
});

test('a collector that is not there is named', async () => {
  const finding = await lookAtCollector({ endpoint: 'http://127.0.0.1:9', headers: {} });
  expect(finding).toMatchObject({ state: 'not_ok', saw: '127.0.0.1:9: no connection' });
});
