import Module from 'node:module';
import fs from 'node:fs';
await import('/tmp/h7/bot/main.ts').catch(()=>{});
