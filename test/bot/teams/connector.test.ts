import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { LOCAL, aroundEach, create, reference, PATH, teams } from './given.ts';

aroundEach();

describe('send and update', () => {
  test('one call each, addressed, and unsigned in local mode', async () => {
    expect(await teams.adapter.send(reference(), { text: 'hello' })).toEqual({
      kind: 'delivered',
      id: 'new',
    });
    expect(await teams.adapter.update(reference(), 'a/b', { text: 'changed' })).toEqual({
      kind: 'delivered',
      id: 'a/b',
    });
    expect(teams.calls).toMatchObject([
      {
        method: 'POST',
        path: PATH,
        authorization: undefined,
        body: {
          type: 'message',
          text: 'hello',
          from: { id: '28:bot' },
          recipient: { id: '29:1' },
          conversation: { id: '19:x@thread.tacv2;messageid=1' },
        },
      },
      { method: 'PUT', path: `${PATH}/a%2Fb`, body: { id: 'a/b', text: 'changed' } },
    ]);
  });

  test('no answer in time is unknown: it may have arrived', async () => {
    teams.adapter.close();
    teams.adapter = create(LOCAL, { sendMs: 50 });
    teams.answer = () => undefined;
    expect(await teams.adapter.send(reference(), {})).toEqual({
      kind: 'unknown',
      reason: 'timeout',
      sent: 'maybe',
    });
  });

  test('a connection that breaks is unknown: it may have arrived', async () => {
    teams.answer = (res) => res.destroy();
    expect(await teams.adapter.send(reference(), {})).toEqual({
      kind: 'unknown',
      reason: 'connection',
      sent: 'maybe',
    });
  });

  test('cut off after a good status, it did arrive', async () => {
    teams.answer = (res) => {
      res.writeHead(201, { 'content-length': 100 });
      res.write('{"id":', () => res.destroy());
    };
    expect(await teams.adapter.send(reference(), {})).toEqual({ kind: 'delivered', id: '' });
  });

  test('nobody there is certain not to have got it', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', () => resolve()));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const outcome = await teams.adapter.send({ ...reference(), serviceUrl: `http://127.0.0.1:${port}` }, {});
    expect(outcome).toEqual({ kind: 'unknown', reason: 'connection', sent: 'no' });
  });

  test.each(['https://smba.trafficmanager.net/', 'http://10.0.0.1/', 'http://127.0.0.1@evil.example/', 'x'])(
    'local mode never calls %s',
    async (elsewhere) => {
      const outcome = await teams.adapter.send({ ...reference(), serviceUrl: elsewhere }, {});
      expect(outcome).toEqual({ kind: 'unknown', reason: 'serviceUrl', sent: 'no' });
    },
  );

  test('what cannot be written as JSON is not sent', async () => {
    const outcome = await teams.adapter.send(reference(), { value: 1n });
    expect(outcome).toEqual({ kind: 'unknown', reason: 'activity', sent: 'no' });
  });
});
