import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Attributes = Readonly<Record<string, string | number>>;

interface SpanSeen {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty = it has none. */
  readonly parentId: string;
  readonly attributes: Attributes;
  readonly isFailed: boolean;
}

interface Point {
  readonly attributes: Attributes;
  /** Of a histogram its sum. */
  readonly value: number;
  /** Of a histogram how many values there were, else 1. */
  readonly count: number;
}

interface MetricSeen {
  readonly unit: string;
  readonly kind: 'gauge' | 'counter' | 'histogram';
  readonly points: readonly Point[];
}

/** A collector on loopback that reads what it gets as the protocol says (opentelemetry-proto 1.x), or does not answer. */
export class Collector {
  readonly spans: SpanSeen[] = [];
  /** By name, the last that was sent: what is sent is the sum since the start. */
  readonly metrics = new Map<string, MetricSeen>();
  readonly resource: Record<string, string | number> = {};
  readonly headers: Record<string, unknown>[] = [];
  /** Everything that came, as it came. */
  readonly bytes: Buffer[] = [];
  readonly #server;

  private constructor(how: 'takes' | 'hangs' | 'fails') {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        this.bytes.push(body);
        this.headers.push(request.headers);
        if (how === 'hangs') return;
        if (how === 'takes') this.#take(request.url ?? '', body);
        response.writeHead(how === 'takes' ? 200 : 500, { 'content-type': 'application/x-protobuf' });
        response.end();
      });
    });
  }

  static async start(how: 'takes' | 'hangs' | 'fails' = 'takes'): Promise<Collector> {
    const collector = new Collector(how);
    await new Promise<void>((resolve) => collector.#server.listen(0, '127.0.0.1', () => resolve()));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  points(name: string): readonly Point[] {
    return this.metrics.get(name)?.points ?? [];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(path: string, body: Buffer): void {
    for (const part of messages(body, 1)) {
      for (const resource of messages(part, 1)) Object.assign(this.resource, attributesOf(resource, 1));
      for (const scope of messages(part, 2))
        for (const one of messages(scope, 2))
          if (path === '/v1/traces') this.spans.push(spanOf(one));
          else this.metrics.set(text(one, 1), metricOf(one));
    }
  }
}

function spanOf(span: Buffer): SpanSeen {
  const [status] = messages(span, 15);
  return {
    name: text(span, 5),
    traceId: bytes(span, 1).toString('hex'),
    spanId: bytes(span, 2).toString('hex'),
    parentId: bytes(span, 4).toString('hex'),
    attributes: attributesOf(span, 9),
    isFailed: status !== undefined && number(status, 3) === 2,
  };
}

function metricOf(metric: Buffer): MetricSeen {
  const unit = text(metric, 3);
  const [gauge, sum, histogram] = [5, 7, 9].map((at) => messages(metric, at)[0]);
  const points = messages(gauge ?? sum ?? histogram ?? Buffer.alloc(0), 1);
  return {
    unit,
    kind: gauge !== undefined ? 'gauge' : sum !== undefined ? 'counter' : 'histogram',
    points: points.map((point) =>
      histogram === undefined
        ? { attributes: attributesOf(point, 7), value: number(point, 4) || number(point, 6), count: 1 }
        : { attributes: attributesOf(point, 9), value: number(point, 5), count: number(point, 4) },
    ),
  };
}

function attributesOf(message: Buffer, at: number): Attributes {
  return Object.fromEntries(
    messages(message, at).map((pair) => {
      const [value = Buffer.alloc(0)] = messages(pair, 2);
      const isText = fieldsOf(value).some(({ at: field }) => field === 1);
      return [text(pair, 1), isText ? text(value, 1) : number(value, 3) || number(value, 4)];
    }),
  );
}

interface Field {
  readonly at: number;
  readonly value: number | Buffer;
}

/** The fields of a message of Protocol Buffers; a fixed one is 8 bytes: an integer, or a double where it has a fraction. */
function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let place = 0;
  const varint = (): number => {
    let read = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(place);
      place += 1;
      read |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(read);
    }
  };
  while (place < message.length) {
    const tag = varint();
    const at = tag >>> 3;
    switch (tag & 7) {
      case 0:
        fields.push({ at, value: varint() });
        break;
      case 1:
        fields.push({ at, value: message.subarray(place, place + 8) });
        place += 8;
        break;
      case 2: {
        const length = varint();
        fields.push({ at, value: message.subarray(place, place + length) });
        place += length;
        break;
      }
      case 5:
        fields.push({ at, value: message.readUInt32LE(place) });
        place += 4;
        break;
      default:
        throw new Error(`no wire type ${tag & 7}`);
    }
  }
  return fields;
}

function messages(message: Buffer, at: number): readonly Buffer[] {
  return fieldsOf(message).flatMap((field) =>
    field.at === at && Buffer.isBuffer(field.value) ? [field.value] : [],
  );
}

function bytes(message: Buffer, at: number): Buffer {
  return messages(message, at)[0] ?? Buffer.alloc(0);
}

function text(message: Buffer, at: number): string {
  return bytes(message, at).toString('utf8');
}

/** A small integer is a double next to nothing. */
function number(message: Buffer, at: number): number {
  const value = fieldsOf(message).find((field) => field.at === at)?.value ?? 0;
  if (!Buffer.isBuffer(value)) return value;
  const integer = Number(value.readBigInt64LE());
  return integer < 2 ** 48 ? integer : value.readDoubleLE();
}
