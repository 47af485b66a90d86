import { METADATA_URL } from '../teams/authentication.ts';
import { LOGIN_URL } from '../teams/own-token.ts';
import { GRAPH_URL } from '../mailbox/graph.ts';
import type { GraphToken } from '../mailbox/graph.ts';

/** Where the services are that the bot calls; elsewhere in tests only. */
export interface Places {
  readonly loginUrl: string;
  /** Where the Bot Framework says where its signing keys are. */
  readonly metadataUrl: string;
  /** Of the Bot Connector, by which messages go to Teams. */
  readonly connectorUrl: string;
  readonly graphUrl: string;
  /** Absent = by the bot's identity. */
  readonly graphToken?: GraphToken;
}

export const PUBLIC_CLOUD: Places = {
  loginUrl: LOGIN_URL,
  metadataUrl: METADATA_URL,
  connectorUrl: 'https://smba.trafficmanager.net/teams/',
  graphUrl: GRAPH_URL,
};
