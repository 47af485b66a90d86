import { createHash } from 'node:crypto';
import { Desk } from '../domain/desk/desk.ts';
import { preparingSentences } from '../dialogs/sentence/model.ts';
import { preparingLabels } from '../domain/mail/labels.ts';
import { IS_KEPT } from '../domain/kept.ts';
import { present } from '../domain/present.ts';
import { parseDocument, type NoticeDocument } from '../domain/store/documents.ts';
import { BULK_LEASE_ID, FILE_LEASE_ID, MAILBOX_LEASE_ID, SHEET_LEASE_ID } from '../domain/store/ids.ts';
import type { Stored } from '../domain/store/ports.ts';
import { createAdapter } from './teams/adapter.ts';
import type { Authority } from './teams/authentication.ts';
import { Channels } from './teams/channels.ts';
import { PlanningBot } from './teams/bot.ts';
import { LocalClock, systemClock } from './clock.ts';
import { ConfigError, readConfig, storeIdentity, type Config, type MailboxConfig } from './config.ts';
import { createLog, faultOf, type Log } from './log.ts';
import { Downloads } from './files/downloads.ts';
import { MailDecoder } from './mail/mail-decoder.ts';
import { AddressBook } from './mailbox/address-book.ts';
import { Graph, GRAPH_URL } from './mailbox/graph.ts';
import { graphTokens } from './mailbox/graph-token.ts';
import { Intake } from './mailbox/intake.ts';
import { Mailbox } from './mailbox/mailbox.ts';
import { chatLink } from './notify/chat-link.ts';
import { Directory } from './notify/directory.ts';
import { Leases } from './notify/lease.ts';
import { monotonicClock } from './notify/monotonic-clock.ts';
import { Notifications } from './notify/notifications.ts';
import { ReminderSweep } from './notify/reminder-sweep.ts';
import { AllowedTenants } from './wake/allowed-tenants.ts';
import { Hints } from './wake/hints.ts';
import { Watch, type Look } from './wake/watch.ts';
import { Arrivals } from './turn/arrivals.ts';
import { Outbox } from './turn/outbox.ts';
import { startServer, type Route } from './teams/server.ts';
import { voucherRoute } from './teams/voucher-route.ts';
import { openStore } from './store/store.ts';
import { unheeded } from './telemetry/settings.ts';
import { countingRefusals } from './telemetry/refusals.ts';
import { StateLog } from './telemetry/state-log.ts';
import { noTelemetry } from './telemetry/telemetry.ts';
import { TurnResponder, type AnswerTimeout } from './turn/responder.ts';
import { TurnRunner } from './turn/runner.ts';
import { SharedVouchers } from './turn/shared-vouchers.ts';
import { TaskDialogs } from './turn/task-dialogs.ts';
import { inSlices } from './turn/slices.ts';
import { preparingHeadings } from '../domain/sheet/columns.ts';
import { preparingStates } from '../domain/sheet/states.ts';
import { BulkRunner } from './bulk/bulk-runner.ts';
import { SheetRunner } from './sheet/sheet-runner.ts';
import { FileRunner } from './takeout/file-runner.ts';
import { createConversationQueues } from './turn/conversation-queues.ts';

/** The running process: where it listens, and how it stops. */
export interface Running {
  readonly port: number;
  /** The page of the local Teams, in local mode. */
  readonly page?: string | undefined;
  close(): Promise<void>;
}

/** How long things may take. */
export interface Timeouts {
  /** One call to the store, its retries included, in milliseconds. */
  readonly storeMs?: number;
  readonly answerTimeout?: AnswerTimeout;
  /** News for one recipient are gathered so long after a message to them, in milliseconds. */
  readonly gatherMs?: number;
  /** How often the mailbox is looked at although nobody told of anything, in milliseconds. */
  readonly pollMs?: number;
  /** How often all tenants are looked at, and which of them are allowed; in milliseconds. */
  readonly wakeMs?: number;
}

/** What of the outside is elsewhere than usual. Tests only. */
interface Outside {
  /** A Graph on loopback, in place of the local one. */
  readonly graphUrl?: string;
  /** Who signs the requests of Teams, and the bot's own, in place of Microsoft. */
  readonly authority?: Authority;
  /** Tenants of the store are let in, in local mode too. */
  readonly hasStoredTenants?: true;
}

/** A turn is answered within so many milliseconds, if only with "still working": Teams shows an error at 5 s. */
const ANSWER_MS = 4_500;

/** How long what is under way to Teams may take when the process ends, and requests to get their answers after that. */
const CUT_MS = 4_000;
const ANSWERING_MS = 1_000;
/** What takes a third of a second once, and the first mail would wait for, begins so long after the start, in milliseconds. */
const IDLE_MS = 3_000;
/** How long after its reader died the mailbox waits for another, in milliseconds. */
const MAILBOX_LEASE_MS = 20_000;
/** How long a collector is waited for at the end, in milliseconds. */
const FLUSH_MS = 1_500;
/** Whatever is under way then, the process ends: who ends it kills it after 10 s, in most places. */
const STOP_MS = 9_000;
/** How long a process that is about to end does nothing, so that V8's own threads come to their end before. */
const QUIET_MS = 100;

const NOBODY_ALLOWED =
  'Nobody may use the bot yet: allow a tenant with "npm run tenants -- add <tenantId> <adminObjectId>", or name it in ALLOWED_TENANTS.\n';

const systemAnswerTimeout: AnswerTimeout = (onLate) => {
  const timer = setTimeout(onLate, ANSWER_MS);
  return () => clearTimeout(timer);
};

/** Puts the parts together; the only place that makes a service. */
export async function start(
  config: Config,
  log: Log,
  timeouts: Timeouts = {},
  outside: Outside = {},
): Promise<Running> {
  const local = config.mode === 'local' ? await import('./local/local-teams.ts') : undefined;
  const people = local === undefined ? undefined : await import('./local/people.ts');
  const telemetry =
    config.telemetry === undefined
      ? noTelemetry
      : (await import('./telemetry/open-telemetry.ts')).openTelemetry(config.telemetry, log);
  const store = await openStore({
    ...config.cosmos,
    telemetry,
    dataDir: config.dataDir,
    parse: parseDocument,
    ...present({ deadlineMs: timeouts.storeMs }),
    identity: storeIdentity(config),
    onConsistency: (level) => {
      if (level === 'Strong') return log.info({ event: 'store.consistency', mode: level });
      log.warn({ event: 'store.consistency', mode: level });
      if (level === 'unknown') return;
      process.stderr.write(
        `The account's default consistency is ${level}: with more than one replica of the bot it has to be Strong, or one does not see at once what another has written.\n`,
      );
    },
    onTrouble: (trouble) => {
      if (trouble === undefined) return log.info({ event: 'store.ready' });
      log.error({ event: 'store.not_ready', reason: trouble.reason });
      // The log has no field for text.
      process.stderr.write(`The store cannot serve: ${trouble.message}\n`);
    },
  });
  // What an earlier process left in local mode is by the clock of its page, which the page keeps.
  const clock = local === undefined ? systemClock : new LocalClock(local.clockIn(config.dataDir));
  const hints = new Hints({ store, clock });
  const adapter = createAdapter(config, log, {
    telemetry,
    onNoToken: ({ message }) => process.stderr.write(`The bot has no token of its own: ${message}\n`),
    onEnding: ({ message }) => process.stderr.write(`${message}\n`),
    ...present({ authority: outside.authority }),
  });
  const answerTimeout = timeouts.answerTimeout ?? systemAnswerTimeout;
  const botId = config.mode === 'teams' ? `28:${config.identity.appId}` : undefined;
  const isProactive = config.notify.perTenant > 0 && config.notify.inAll > 0;
  let notifications: Notifications | undefined = undefined as Notifications | undefined;
  let mailbox: Mailbox | undefined = undefined as Mailbox | undefined;
  let sheets: SheetRunner | undefined = undefined as SheetRunner | undefined;
  let takeout: FileRunner | undefined = undefined as FileRunner | undefined;
  let bulks: BulkRunner | undefined = undefined as BulkRunner | undefined;
  const watched: Omit<MailboxConfig, 'publicUrl'> | undefined =
    config.mode === 'teams'
      ? config.mailbox
      : people && {
          user: people.localMailbox,
          tenantId: people.localTenantId,
          clientState: crypto.randomUUID(),
          trustInternal: false,
        };
  let port = config.port;
  // In local mode it is the bot's own address: the page that it leads to is on this machine.
  const publicUrl = (): string | undefined =>
    config.mode === 'teams' ? config.publicUrl : `http://127.0.0.1:${port}`;
  const desk = new Desk({
    publicUrl,
    announces: isProactive,
    mailboxOf: watched?.tenantId,
    onRefused: countingRefusals(telemetry),
    onHanded: (tenantId) => mailbox?.wake(tenantId),
    onSheet: (tenantId) => sheets?.wake(tenantId),
    onFile: (tenantId) => takeout?.wake(tenantId),
    onBulk: (tenantId) => bulks?.wake(tenantId),
    keepAwake: (tenantId) => hints.keepAwake(tenantId),
    remindersMadeUntil: (tenantId) => notifications?.madeUntil(tenantId),
    store,
    clock,
    fingerprint: (text) => createHash('sha256').update(text).digest('base64url'),
    editionOfNewCompanies: config.edition,
  });
  const tenants = new AllowedTenants({
    store,
    named:
      people === undefined
        ? config.allowedTenants
        : [{ tenantId: people.localTenantId, adminObjectId: people.anna.aadObjectId }],
    // The local Teams has none of their people, and nothing of theirs may be sent to it.
    readsStore: people === undefined || outside.hasStoredTenants === true,
    onRead: (tenantIds) => {
      if (watched !== undefined) mailbox?.wake(watched.tenantId);
      if (tenantIds.length === 0) process.stderr.write(NOBODY_ALLOWED);
    },
    log,
  });
  const { serves } = tenants;
  const outbox = new Outbox({ store, connector: adapter, clock, log, serves });
  const alone = config.cosmos.endpoint === undefined;
  notifications = isProactive
    ? new Notifications({
        store,
        desk,
        connector: adapter,
        clock,
        log,
        telemetry,
        serves,
        limits: { perTenant: config.notify.perTenant, inAll: config.notify.inAll },
        botId,
        gatherMs: timeouts.gatherMs,
      })
    : undefined;
  // What lists and searches go by is made right also where nobody is told anything.
  const leases = new Leases({ store, clock, holder: crypto.randomUUID() });
  const making = isProactive
    ? undefined
    : new ReminderSweep({
        store,
        directory: new Directory(store, monotonicClock),
        leases,
        clock,
        monotonic: monotonicClock,
        log,
        serves,
      });
  const runner = new TurnRunner(desk);
  const queues = createConversationQueues();
  const responder = new TurnResponder({
    runner,
    outbox,
    queues,
    log,
    telemetry,
    answerTimeout,
    notifications,
  });
  const decoder = new MailDecoder({ log });
  const arrivals = new Arrivals({ store, runner, outbox, queues, adapter, botId, notifications });
  const background = (id: string) => ({
    store,
    desk,
    outbox,
    adapter,
    botId,
    leases: new Leases({
      store,
      clock: systemClock,
      // Who has the store alone need not wait for the lease of one that was killed.
      holder: alone ? 'alone' : crypto.randomUUID(),
      id,
    }),
    clock,
    log,
    serves,
    announced: (notice: Stored<NoticeDocument>) => notifications?.announced(notice),
  });
  const files = (takeout = new FileRunner({
    ...background(FILE_LEASE_ID),
    mode: config.mode,
    connector: adapter,
    queues,
  }));
  const works = [
    (sheets = new SheetRunner({ ...background(SHEET_LEASE_ID), telemetry })),
    (bulks = new BulkRunner(background(BULK_LEASE_ID))),
    files,
  ];
  const addresses = watched && new AddressBook({ desk, connector: adapter, log, tenantId: watched.tenantId });
  mailbox =
    watched &&
    new Mailbox({
      store,
      intake: new Intake({
        store,
        arrivals,
        decoder,
        log,
        telemetry,
        clock,
        tenantId: watched.tenantId,
        user: watched.user,
        trustsInternal: watched.trustInternal,
        isAgeless: config.mode === 'local',
      }),
      leases: new Leases({
        store,
        clock: systemClock,
        // Who has the store alone need not wait for the lease of one that was killed.
        holder: alone ? 'alone' : crypto.randomUUID(),
        id: MAILBOX_LEASE_ID,
        lastsMs: MAILBOX_LEASE_MS,
      }),
      clock: systemClock,
      looksBy: clock,
      log,
      config: watched,
      serves: (tenantId) => serves(tenantId) || (tenants.isRead ? false : undefined),
      isAgeless: config.mode === 'local',
      pollMs: timeouts.pollMs,
      onTrouble: (trouble) => {
        if (trouble === undefined) return log.info({ event: 'mailbox.ready' });
        process.stderr.write(`The mailbox does not work as it should: ${trouble}\n`);
      },
    });
  const bot = new PlanningBot({
    addresses,
    taskDialogs: new TaskDialogs({ store, adapter, botId, responder, runner, log, answerTimeout }),
    shared: new SharedVouchers({ desk, runner, log, answerTimeout }),
    responder,
    runner,
    queues,
    notifications,
    channels: new Channels({ store, log }),
    tenants,
    downloads: new Downloads(config.mode),
    files,
    mode: config.mode,
    decoder,
    log,
    ...(clock instanceof LocalClock ? { onActivity: (data: unknown) => clock.follow(data) } : {}),
  });
  let page: string | undefined;
  const server = await startServer({
    telemetry,
    host: config.host,
    port: config.port,
    loopbackOnly: config.mode === 'local',
    log,
    onActivity: (req, res) => adapter.process(req, res, (context) => bot.run(context)),
    ready: async () => {
      await adapter.ready();
      await store.ready();
    },
    routes: [
      ...(mailbox === undefined ? [] : [mailbox.webhook.route]),
      ...(local === undefined ? [] : [toPage(() => page)]),
      ...(local !== undefined || publicUrl() !== undefined
        ? [
            voucherRoute((number) =>
              botId === undefined
                ? `${page ?? ''}?typed=${encodeURIComponent(number)}`
                : chatLink(botId, number),
            ),
          ]
        : []),
    ],
  });
  port = server.port;
  const teams =
    local === undefined || config.mode !== 'local'
      ? undefined
      : await local.startLocalTeams({
          port: config.localTeamsPort,
          botUrl: `http://127.0.0.1:${server.port}`,
          dataDir: config.dataDir,
        });
  page = teams?.url;
  if (mailbox !== undefined) {
    const { identity, mailbox: settings } = config.mode === 'teams' ? config : {};
    const localGraph = `${page ?? ''}graph/v1.0`;
    mailbox.start({
      graph: new Graph({
        baseUrl: config.mode === 'teams' ? GRAPH_URL : (outside.graphUrl ?? localGraph),
        token: identity && settings && graphTokens(identity, settings),
        closing: mailbox.closing,
      }),
      publicUrl: settings?.publicUrl ?? `http://127.0.0.1:${server.port}`,
    });
  }
  // A file is read at once; what an account has is learnt when it answers.
  if (alone) await tenants.look();
  // What a process that was killed left is gone on with at once.
  const left = alone ? await hints.left(tenants.ids) : [];
  outbox.start(left, alone);
  notifications?.start(left, alone);
  making?.start(left, alone);
  for (const work of works) for (const tenantId of left) work.wake(tenantId);
  const looks: Look[] = [(tenantId) => outbox.look(tenantId)];
  if (notifications !== undefined) looks.push((tenantId) => notifications.look(tenantId));
  if (mailbox !== undefined) looks.push((tenantId) => mailbox.look(tenantId));
  const seldom = works.map(
    (work): Look =>
      (tenantId) =>
        work.look(tenantId),
  );
  if (making !== undefined) seldom.push((tenantId) => making.look(tenantId));
  const watch = new Watch({ hints, tenants, looks, seldom, log, everyMs: timeouts.wakeMs });
  watch.start();
  // Keys and tokens are asked for when it listens and has said so: whoever needs one before asks by themselves.
  setImmediate(() => adapter.warm());
  const stateLog = new StateLog(log, [
    { event: 'outbox.state', waiting: () => outbox.waiting },
    { event: 'notify.state', waiting: () => notifications?.waiting },
  ]);
  stateLog.start();
  telemetry.gauge('planning.outbox.rows', () => outbox.waiting.count);
  telemetry.gauge('planning.outbox.age', () => outbox.waiting.ms / 1000);
  telemetry.gauge('planning.notices.rows', () => notifications?.waiting.count);
  telemetry.gauge('planning.notices.lag', () => notifications && notifications.waiting.ms / 1000);
  return {
    port: server.port,
    page,
    async close() {
      // Whatever is not with Teams by then is left to its row: Teams may hang for ever.
      const cut = setTimeout(() => adapter.close(), CUT_MS);
      outbox.hasten();
      stateLog.close();
      await Promise.all([watch.close(), mailbox?.close(CUT_MS), ...works.map((work) => work.close())]);
      await making?.close();
      await leases.close();
      const isQuiet = notifications?.close();
      await server.close(CUT_MS + ANSWERING_MS);
      await responder.close();
      await addresses?.close();
      await isQuiet;
      // What the last turns announced.
      await notifications?.close();
      await outbox.close();
      clearTimeout(cut);
      await decoder.close();
      await teams?.close();
      adapter.close();
      await store.close();
      await telemetry.close(FLUSH_MS);
    },
  };
}

/** The bot's own address leads to the page of the local Teams. */
function toPage(page: () => string | undefined): Route {
  return {
    method: 'GET',
    path: '/',
    handle: (_req, res) => {
      res.writeHead(302, { location: page() ?? '/healthz' });
      res.end();
      return Promise.resolve();
    },
  };
}

async function main(): Promise<void> {
  let config: Config;
  try {
    config = readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    return;
  }
  const log = createLog(config.logLevel);
  for (const name of unheeded(process.env)) log.warn({ event: 'telemetry.unheeded', code: name });
  // The SDK prints to the console; an unauthenticated caller can make it.
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    console[method] = () => log.debug({ event: 'sdk.console', code: method });
  }
  try {
    const running = await start(config, log);
    log.info({ event: 'started', mode: config.mode, port: running.port });
    const prepare = async (): Promise<void> => {
      await inSlices(preparingLabels());
      await inSlices(preparingSentences());
      await inSlices(preparingHeadings());
      await inSlices(preparingStates());
    };
    // What a build brought is read in milliseconds by who needs it first, and is not in memory until then.
    if (!IS_KEPT) setTimeout(() => void prepare(), IDLE_MS).unref();
    if (running.page !== undefined) process.stdout.write(`Open ${running.page}\n`);
    const stop = (): void => {
      const began = performance.now();
      const exit = (outcome: 'whole' | 'cut'): void => {
        log.info({ event: 'stopped', outcome, ms: performance.now() - began });
        end(0);
      };
      setTimeout(() => exit('cut'), STOP_MS);
      void running.close().then(
        () => exit('whole'),
        () => exit('cut'),
      );
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    log.error({ event: 'start.failed', ...faultOf(error) });
    process.stderr.write(`The bot could not start: ${whyNotStarted(error, config)}\n`);
    // What has been opened already, such as the server's port, would keep the process.
    end(1);
  }
}

/**
 * Ends the process after a moment in which it does nothing: `process.exit` waits for V8's threads, and one that
 * compiles may wait for a collection by the thread that exits, for ever (nodejs/node#54918).
 */
function end(code: number): void {
  setTimeout(() => process.exit(code), QUIET_MS);
}

/** What is in the way, and which variable changes it. */
function whyNotStarted(error: unknown, config: Config): string {
  const { dataDir } = config;
  const localTeamsPort = config.mode === 'local' ? config.localTeamsPort : undefined;
  const { message, code, port, path } = error as NodeJS.ErrnoException & { port?: number };
  const variable = port !== undefined && port === localTeamsPort ? 'LOCAL_TEAMS_PORT' : 'PORT';
  switch (code ?? '') {
    case 'EADDRINUSE':
      return `port ${port} is taken by another process. End it, or choose another port with ${variable}.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return port === undefined
        ? `${path ?? dataDir} may not be written. Choose another folder with DATA_DIR, or allow it.`
        : `port ${port} may not be opened. Choose one above 1023 with ${variable}.`;
    default:
      return message;
  }
}

if (import.meta.main) await main();
