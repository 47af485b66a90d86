/**
 * The step "reserve" as a bot does it that is written the usual way: see the README beside this. `COSMOS_ENDPOINT` is
 * its account's; with `TEMPLATE_PER_TURN` it makes its templates in each turn. Prints `ready <port>`; asked over IPC it
 * answers as the bot of the benchmark does.
 */
import { stdout } from 'node:process';
import {
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MessageFactory,
  StatusCodes,
  TeamsActivityHandler,
  UserState,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  type Request,
  type Response,
  type StatePropertyAccessor,
  type TurnContext,
} from 'botbuilder';
import { CosmosDbPartitionedStorage } from 'botbuilder-azure';
import { DialogSet, type DialogState } from 'botbuilder-dialogs';
import restify from 'restify';
import type { Json } from '../../../bot/local/wire.ts';
import { USUAL_CONTAINER, USUAL_DATABASE } from './places.ts';
import { CARD, ReserveDialog } from './reserve-dialog.ts';

interface Profile {
  readonly name?: string;
  readonly locale?: string | undefined;
}

class UsualBot extends TeamsActivityHandler {
  readonly #conversationState: ConversationState;
  readonly #userState: UserState;
  readonly #profile: StatePropertyAccessor<Profile>;
  readonly #dialogs: DialogSet;

  constructor(storage: CosmosDbPartitionedStorage) {
    super();
    this.#conversationState = new ConversationState(storage);
    this.#userState = new UserState(storage);
    this.#profile = this.#userState.createProperty('profile');
    this.#dialogs = new DialogSet(this.#conversationState.createProperty<DialogState>('dialogs'));
    this.#dialogs.add(new ReserveDialog('reserve', storage));
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context);
    await this.#conversationState.saveChanges(context, false);
    await this.#userState.saveChanges(context, false);
  }

  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    { action }: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const { name } = await this.#profile.get(context, {});
    const { from, locale, replyToId } = context.activity;
    if (name === undefined) await this.#profile.set(context, { name: from.name, locale });
    const dc = await this.#dialogs.createContext(context);
    if (action.verb === 'reserve.open') {
      await dc.cancelAllDialogs();
      await dc.beginDialog('reserve', { number: (action.data as { readonly id: string }).id });
    } else await dc.continueDialog();
    const card = context.turnState.get<Json | undefined>(CARD);
    if (card === undefined) throw new Error(`${action.verb} has no card`);
    // The response is seen by who pressed, and until a reload.
    const message = MessageFactory.attachment(CardFactory.adaptiveCard(card));
    await context.updateActivity({ ...message, ...(replyToId === undefined ? {} : { id: replyToId }) });
    return { statusCode: StatusCodes.OK, type: 'application/vnd.microsoft.card.adaptive', value: card };
  }
}

const storage = new CosmosDbPartitionedStorage({
  cosmosDbEndpoint: process.env['COSMOS_ENDPOINT'] ?? '',
  authKey: process.env['COSMOS_KEY'] ?? '',
  databaseId: USUAL_DATABASE,
  containerId: USUAL_CONTAINER,
  compatibilityMode: false,
});
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.onTurnError = async (context, error) => {
  process.stderr.write(`${String(error)}\n`);
  await context.sendActivity('Something went wrong.');
};
const bot = new UsualBot(storage);
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', (req, res, next) => {
  // restify's own types and the SDK's do not know each other.
  const done = adapter.process(req as unknown as Request, res as unknown as Response, (context) =>
    bot.run(context),
  );
  void done.finally(next);
});
server.listen(0, '127.0.0.1', () => {
  stdout.write(`ready ${server.address().port}\n`);
});

process.on('message', (message: { ask?: unknown }) => {
  if (message.ask === 'cpu') process.send?.({ cpu: process.cpuUsage() });
});
process.on('disconnect', () => process.exit(0));
